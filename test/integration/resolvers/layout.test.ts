import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { LayoutResolver } from '../../../resolvers/layout/layout.resolver.ts';
import { PRODUCTS } from '../../../src/providers/index.ts';
import { buildGraphql } from '../../../src/graphql/schema.ts';

const schema = buildGraphql([new LayoutResolver(PRODUCTS)]);
const source = `query ($input: LayoutPreviewInput!) {
  layoutPreview(input: $input) {
    canvas { width height backgroundColor }
    windows { place layer stream userId streamId x y width height left top right bottom renderMode }
    warnings { code message places streams }
    svg
    errors { code message path }
  }
}`;

interface Preview {
  readonly canvas: object | null;
  readonly windows: readonly object[] | null;
  readonly warnings: readonly object[] | null;
  readonly svg: string | null;
  readonly errors: readonly { readonly message: string; readonly path: readonly string[] }[];
}

async function look(input: object): Promise<Preview> {
  const { data, errors } = await graphql({ schema, source, variableValues: { input } });
  expect(errors).toBeUndefined();
  return data!['layoutPreview'] as Preview;
}

const GRID = { mixLayoutParams: { mixLayoutMode: 'GRID' } };
const COLUMN = { modelId: 'COLUMN' };
const ADAPTIVE = { videoResolution: '640x480', mixLayout: 'ADAPTIVE' };

describe('layoutPreview', () => {
  it('takes as many windows of RongCloud as a start does, and compares the first hundred', async () => {
    const video = Array.from({ length: 5000 }, (_, index) => ({
      ...{ userId: `u${index}`, streamId: `s${index}` },
      ...{ x: 0, y: 0, width: 1, height: 1 },
    }));
    const rongcloud = { videoResolution: '640x480', mixLayout: 'CUSTOM', input: { video } };
    const { windows, warnings, errors } = await look({ rongcloud });
    expect(errors).toEqual([]);
    expect(windows).toHaveLength(5000);
    const codes = (warnings as { readonly code: string }[]).map(({ code }) => code);
    expect(codes.filter((code) => code === 'OVERLAP')).toHaveLength(99);
    expect(codes.filter((code) => code === 'NOT_COMPARED')).toHaveLength(1);
  });

  it('looks at a layout of TIW', async () => {
    const preview = await look({ tiw: COLUMN, streams: [{ kind: 'WHITEBOARD' }, { userId: 'alice' }] });
    expect(preview.errors).toEqual([]);
    expect(preview.canvas).toEqual({ width: 1624, height: 1000, backgroundColor: '#34363B' });
    expect(preview.windows).toHaveLength(6);
    expect(preview.svg).toContain('#2 alice');
  });

  it('looks at a layout of TRTC', async () => {
    const preview = await look({ trtc: GRID, streams: [{ userId: 'a' }] });
    expect(preview.windows).toEqual([
      {
        ...{ place: 0, layer: 0, stream: 0, userId: 'a', streamId: null, renderMode: null },
        ...{ x: 0, y: 0, width: 360, height: 640, left: 0, top: 0, right: 1, bottom: 1 },
      },
    ]);
    expect(preview.warnings).toEqual([]);
  });

  it('looks at a layout of RongCloud, with what it does not say as a warning', async () => {
    const preview = await look({ rongcloud: { ...ADAPTIVE, hostUserId: 'a' }, streams: [{ userId: 'b' }] });
    expect(preview.windows).toMatchObject([{ userId: null }, { userId: 'b' }]);
    expect(preview.warnings).toMatchObject([{ code: 'NOT_DOCUMENTED' }, { code: 'UNREACHABLE_PLACE', places: [0] }]);
  });

  it('draws what a start would refuse, and warns', async () => {
    const place = { left: 300, top: -5, width: 100, height: 100 };
    const mixLayoutParams = { mixLayoutMode: 'CUSTOM', mixLayoutList: [place] };
    const preview = await look({ trtc: { mixLayoutParams } });
    expect(preview.errors).toEqual([]);
    expect(preview.warnings).toMatchObject([{ code: 'SIZE_NOT_ALLOWED' }, { code: 'OUTSIDE_CANVAS' }]);
  });

  it.each([
    [{}, ['layout']],
    [{ layout: { tiw: COLUMN }, trtc: GRID }, ['trtc']],
    [{ layout: { trtc: GRID }, streams: [{ kind: 'WHITEBOARD' }] }, ['streams', '0', 'kind']],
    [{ tiw: COLUMN, trtc: GRID }, ['trtc']],
    [{ tiw: COLUMN, rongcloud: ADAPTIVE }, ['rongcloud']],
    [{ trtc: GRID, rongcloud: ADAPTIVE }, ['rongcloud']],
    [{ tiw: {} }, ['tiw', 'modelId']],
    [{ trtc: { mixLayoutParams: { mixLayoutMode: 'CUSTOM' } } }, ['trtc', 'mixLayoutParams', 'mixLayoutList']],
    [{ rongcloud: { ...ADAPTIVE, mixLayout: 'CUSTOM' } }, ['rongcloud', 'input']],
    [{ rongcloud: { ...ADAPTIVE, videoResolution: 'big' } }, ['rongcloud', 'videoResolution']],
    [{ trtc: GRID, streams: [{}] }, ['streams', '0', 'kind']],
    [{ trtc: GRID, streams: [{ kind: 'WHITEBOARD' }] }, ['streams', '0', 'kind']],
    [{ trtc: GRID, streams: Array(101).fill({ userId: 'a' }) }, ['streams']],
  ])('answers %j with what is wrong', async (input, path) => {
    const { errors, svg } = await look(input);
    expect(errors.map((error) => error.path)).toEqual([['input', ...path]]);
    expect(svg).toBeNull();
  });
});
