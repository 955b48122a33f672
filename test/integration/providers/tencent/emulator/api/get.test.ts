import { describe, expect, it } from 'vitest';
import { startCaller } from '../caller.ts';
import { TIW } from './parameters-of.ts';

const START = Object.entries(TIW)
  .map(([name, value]) => `${name}=${value}`)
  .join('&');

describe('a GET', () => {
  it('carries the parameters flattened with dots', async () => {
    const { emulator, code } = await startCaller();
    const query = `${START}&Concat.Enabled=true&Concat.Image=a%20b+c%2B%E8%AF%BE&Extras.0=MIX_STREAM&MixStream.Enabled=false&MixStream.ModelId=2`;
    expect(await code('tiw', 'StartOnlineRecord', null, { method: 'GET', query })).toBeNull();
    expect(emulator.calls[0]?.body).toEqual({
      ...TIW,
      Concat: { Enabled: true, Image: 'a b c+课' },
      Extras: ['MIX_STREAM'],
      MixStream: { Enabled: false, ModelId: 2 },
    });
  });

  it('keeps every digit of a long id', async () => {
    const { emulator, code } = await startCaller();
    const query = 'BizId=3400352518&TaskId=446192236330927912';
    expect(await code('gme', 'StopRecord', null, { method: 'GET', query })).toBe('ResourceNotFound.TaskNotFound');
    expect(emulator.calls[0]?.body).toEqual({ BizId: 3400352518, TaskId: 446192236330927912n });
  });

  it.each([
    ['UnknownParameter', 'an unknown name', `${START}&Concat.Picture=x&Concat.Enabled=true`],
    ['UnknownParameter', 'a name of every object', `${START}&__proto__.x=1`],
    ['InvalidParameter.BodyParameterTypeUnmatched', 'a text for a number', START.replace('1203', 'x')],
    ['InvalidParameter.BodyParameterTypeUnmatched', 'a number for a boolean', `${START}&AudioFileNeeded=1`],
    ['InvalidParameter.BodyParameterTypeUnmatched', 'a list that starts at 1', `${START}&Extras.1=MIX_STREAM`],
    ['InvalidParameter', 'a name twice', `${START}&RoomId=1203`],
    ['InvalidParameter', 'a name that is text and object', `${START}&Concat=1&Concat.Enabled=true`],
    ['InvalidParameter', 'a broken escape', `${START}&GroupId=%E8`],
    ['InvalidParameter', 'thousands of levels', `${START}&${'a.'.repeat(9000)}a=1`],
    ['MissingParameter', 'nothing', ''],
  ])('is refused with %s: %s', async (expected, _, query) => {
    const { code } = await startCaller();
    expect(await code('tiw', 'StartOnlineRecord', null, { method: 'GET', query })).toBe(expected);
  });
});
