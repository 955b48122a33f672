import { escapeHtml } from '../../pages/html.ts';
import type { JsonObject } from '../contract/parameter-check.ts';

interface FieldOptions {
  readonly type?: 'text' | 'number' | 'url';
  /** How the script reads the field; as a text by default. */
  readonly as?: 'number' | 'seconds';
  readonly min?: number;
  readonly value?: string;
  readonly required?: boolean;
}

/** A labelled input. An empty input is not sent. */
export function field(label: string, name: string, options: FieldOptions = {}): string {
  const { type = 'text', as, min, value, required } = options;
  const attributes = [
    `name="${name}" type="${type}" autocomplete="off"`,
    ...(as === undefined ? [] : [`data-as="${as}"`]),
    ...(min === undefined ? [] : [`min="${min}" step="any"`]),
    ...(value === undefined ? [] : [`value="${escapeHtml(value)}"`]),
    ...(required === true ? ['required'] : []),
  ];
  return `<label>${escapeHtml(label)}<input ${attributes.join(' ')}></label>`;
}

/** A labelled choice. An empty value means any value, and is not sent. */
export function select(label: string, name: string, values: readonly string[]): string {
  const options = values.map((value) =>
    value === '' ? '<option value="">any</option>' : `<option>${escapeHtml(value)}</option>`,
  );
  return `<label>${escapeHtml(label)}<select name="${name}">${options.join('')}</select></label>`;
}

/** A labelled box, ticked at first. */
export function check(label: string, name: string): string {
  return `<label class="check"><input type="checkbox" name="${name}" data-as="yes" checked>${escapeHtml(label)}</label>`;
}

/** A form that calls `target`, a method and a path. `{name}` in the path is replaced by the field of that name. */
export function form(target: string, action: string, ...fields: readonly string[]): string {
  return `<form data-send="${target}">${fields.join('\n')}\n<button class="button">${escapeHtml(action)}</button></form>`;
}

/** A button that sends a fixed body. */
export function button(label: string, target: string, body: JsonObject = {}): string {
  const json = escapeHtml(JSON.stringify(body));
  return `<button type="button" class="button plain" data-send="${target}" data-body="${json}">${escapeHtml(label)}</button>`;
}

/** A table of the list at `source`: a path and a member of the answer. A wide table scrolls. */
export function table(caption: string, source: string, columns: readonly string[]): string {
  const heads = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  return `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table>
<caption>${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead>
<tbody data-from="${source}" data-columns="${escapeHtml(JSON.stringify(columns))}"></tbody></table></div>`;
}
