import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LayoutStreamKind } from '../../../src/layout/layout.ts';
import { drawing, escaped, type DrawnWindow } from '../../../src/layout/svg.ts';

const canvas = { width: 640, height: 480, backgroundColor: '#102030' };
const window = (place: number, userId?: string): DrawnWindow => ({
  place,
  layer: place,
  x: 0,
  y: 0,
  width: 600,
  height: 400,
  guest: userId === undefined ? undefined : { kind: LayoutStreamKind.MAIN, userId },
  label: undefined,
  opacity: 1,
});

describe('the picture', () => {
  it('has the canvas as its view box and its background', () => {
    const svg = drawing(canvas, []);
    expect(svg).toContain('viewBox="0 0 640 480"');
    expect(svg).toContain('fill="#102030"');
  });

  it('draws windows in the order given', () => {
    const svg = drawing(canvas, [window(3, 'c'), window(1, 'a'), window(2, 'b')]);
    expect([...svg.matchAll(/#(\d) [abc]</g)].map(([, place]) => place)).toEqual(['3', '1', '2']);
  });

  it('gives each of 25 windows its own colour', () => {
    const svg = drawing(
      canvas,
      Array.from({ length: 25 }, (_, place) => window(place, 'u')),
    );
    expect(new Set(svg.match(/hsl\([^)]*\)/g)).size).toBe(25);
  });

  it('leaves out a window without an area', () => {
    expect(drawing(canvas, [{ ...window(0, 'a'), width: 0 }])).not.toContain('#0 a');
  });

  it('is well formed whatever users are called', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>alert(1)</script>', '"><a href="x">', ']]>&amp;', '\ud800', '\u0000', '日本語'),
    );
    fc.assert(
      fc.property(any, any, (userId, label) => {
        const svg = drawing(canvas, [window(0, userId), { ...window(1), label }]);
        const tags = new Set([...svg.matchAll(/<\/?([^\s/>]*)/g)].map(([, tag]) => tag));
        expect([...tags].sort()).toEqual(['rect', 'svg', 'text', 'title']);
        expect(svg.match(/<svg/g)).toHaveLength(3);
        expect(svg.match(/<\/svg>/g)).toHaveLength(3);
        expect(svg).not.toMatch(/&(?!(amp|lt|gt|quot|apos);)/);
        expect(svg.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is without what XML forbids', () => {
    expect(escaped('a\u0000\ud800\uffff<&>"\'')).toBe('a\ufffd\ufffd\ufffd&lt;&amp;&gt;&quot;&apos;');
  });
});
