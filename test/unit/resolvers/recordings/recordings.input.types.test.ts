import { getMetadataStorage } from 'type-graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { AdoptRecordingInput, StopRecordingInput } from '../../../../resolvers/recordings/recordings.input.types.ts';
import { updateRecordingLayoutInput } from '../../../../resolvers/recordings/update-layout.input.types.ts';
import { RecordingFilterInput } from '../../../../resolvers/recordings/filter.input.types.ts';
import { InvalidInput } from '../../../../src/errors.ts';
import { compileInput } from '../../../../src/input/compiled-input.ts';
import { RongcloudMixLayout, RongcloudRenderMode } from '../../../../src/providers/rongcloud/recording/start.types.ts';
import { TrtcLayoutMode } from '../../../../src/providers/tencent/trtc/room/layout.types.ts';
import { RecordingState } from '../../../../src/domain/recording.ts';

const UpdateRecordingLayoutInput = updateRecordingLayoutInput();

beforeAll(() => {
  getMetadataStorage().build({ resolvers: [] });
});

/** What is wrong with an input of a class, as `path: message`. */
function faults(inputClass: new () => object, input: object): string[] {
  try {
    compileInput(inputClass)(input, ['input']);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
}

const ID = 'rec_01jd3v8q2k7m5n9p4r6s8t';

describe('the id of a recording', () => {
  it.each([ID, '7', 'x'.repeat(64)])('is looked up when it is %s', (id) => {
    expect(faults(StopRecordingInput, { id })).toEqual([]);
  });

  it.each(['', ' ', 'a b', 'a\u0000', 'é', 'x'.repeat(65)])('is refused when it can be none: %j', (id) => {
    expect(faults(StopRecordingInput, { id })).toEqual(['input.id: id must be the id of a recording']);
  });
});

describe('a new layout', () => {
  const trtcRoom = { mixLayoutParams: { mixLayoutMode: TrtcLayoutMode.GRID } };
  const rongcloud = {
    mixLayout: RongcloudMixLayout.FLOATING,
    renderMode: RongcloudRenderMode.FIT,
    hostUserId: '111',
    hostStreamId: '111_RongCloudRTC',
  };
  const update = (layout: object): string[] => faults(UpdateRecordingLayoutInput, { id: ID, ...layout });

  it('is that of one product', () => {
    expect(update({ layout: { trtcRoom } })).toEqual([]);
    expect(update({ layout: { rongcloud } })).toEqual([]);
    expect(update({ trtcRoom })).toEqual([]);
    expect(update({ trtcRoom, rongcloud: null })).toEqual([]);
    expect(update({ rongcloud })).toEqual([]);
    expect(update({ rongcloud, trtcRoom: null })).toEqual([]);
  });

  it('must be given', () => {
    const words = ['input.layout: layout is required when trtcRoom and rongcloud are absent'];
    expect(update({})).toEqual(words);
    expect(update({ trtcRoom: null, rongcloud: null })).toEqual(words);
  });

  it('cannot be that of two products', () => {
    expect(update({ trtcRoom, rongcloud })).toEqual([
      'input.rongcloud: rongcloud must be absent if layout or trtcRoom is given',
    ]);
    expect(update({ layout: { rongcloud }, trtcRoom })).toEqual([
      'input.trtcRoom: trtcRoom must be absent if layout is given',
    ]);
  });

  it('keeps the rules of the vendor’s own action', () => {
    expect(update({ rongcloud: { ...rongcloud, hostUserId: undefined } })).toEqual([
      'input.rongcloud.hostUserId: hostUserId is required when mixLayout is not CUSTOM',
    ]);
    expect(update({ rongcloud: { ...rongcloud, mixLayout: RongcloudMixLayout.CUSTOM } })).toEqual([
      'input.rongcloud.input: input is required when mixLayout is CUSTOM',
    ]);
    expect(update({ trtcRoom: { mixLayoutParams: { mixLayoutMode: TrtcLayoutMode.CUSTOM } } })).toEqual([
      'input.trtcRoom.mixLayoutParams.mixLayoutList: mixLayoutList is required when mixLayoutMode is CUSTOM',
    ]);
  });
});

describe('a task to take over', () => {
  const task = { product: 'RONGCLOUD', account: 'app-key' };

  it('needs no more than its product and account here: the product says what it needs', () => {
    expect(faults(AdoptRecordingInput, task)).toEqual([]);
  });

  it.each(['account', 'taskId', 'room', 'sessionId'])('has a %s that can be stored', (field) => {
    const message = 'must have 1 to 255 characters, none of them U+0000 or half of a surrogate pair';
    expect(faults(AdoptRecordingInput, { ...task, [field]: 'a+/=课' })).toEqual([]);
    for (const text of ['', 'a\u0000', 'x'.repeat(256)]) {
      expect(faults(AdoptRecordingInput, { ...task, [field]: text })).toEqual([`input.${field}: ${field} ${message}`]);
    }
  });

  it('has a region that looks like one', () => {
    expect(faults(AdoptRecordingInput, { ...task, region: 'ap-singapore' })).toEqual([]);
    expect(faults(AdoptRecordingInput, { ...task, region: 'AP Singapore' })).toEqual([
      'input.region: region must be the name of a region, as ap-singapore',
    ]);
  });
});

describe('a filter', () => {
  it('can be empty', () => {
    expect(faults(RecordingFilterInput, {})).toEqual([]);
  });

  it('can name every state, each once', () => {
    const states = Object.values(RecordingState);
    expect(faults(RecordingFilterInput, { states })).toEqual([]);
    expect(faults(RecordingFilterInput, { states: [...states, ...states] })).toContain(
      `input.states: states must have at most ${states.length} entries`,
    );
    expect(faults(RecordingFilterInput, { states: [states[0], states[0]] })).toEqual([
      'input.states: states must not contain an entry twice',
    ]);
  });

  it.each(['', 'a b', 'x'.repeat(64)])('asks for labels by names that labels can have, not %j', (name) => {
    expect(faults(RecordingFilterInput, { label: { name } })).toEqual([
      'input.label.name: name must have 1 to 63 letters, digits, _, . or -',
    ]);
  });

  it('takes what asks for nothing', () => {
    const nothing = { products: [], states: [], room: '', account: '', labels: [], text: '' };
    expect(faults(RecordingFilterInput, nothing)).toEqual([]);
  });

  it('asks for any value of a label where it is empty or absent', () => {
    expect(faults(RecordingFilterInput, { label: { name: 'team', value: '' } })).toEqual([]);
    expect(faults(RecordingFilterInput, { label: { name: 'team' } })).toEqual([]);
  });

  it.each(['room', 'account'])('asks for no %s that cannot be stored', (field) => {
    expect(faults(RecordingFilterInput, { [field]: 'a\u0000' })).toHaveLength(1);
  });
});
