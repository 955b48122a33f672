// Patterns for JSON Schema: without flags, in the syntax that all validators support.

/** Returns the source of an equivalent pattern without flags. Throws for a flag other than `i`. */
export function portable(pattern: RegExp): string {
  if (pattern.flags !== '' && pattern.flags !== 'i') {
    throw new Error(`${String(pattern)}: the flags ${pattern.flags} cannot be published`);
  }
  const letters = pattern.flags === 'i';
  let published = '';
  let isClass = false;
  for (let at = 0; at < pattern.source.length; at += 1) {
    const sign = pattern.source.charAt(at);
    if (sign === '\\') {
      at += 1;
      const escaped = pattern.source.charAt(at);
      published += escaped === '/' ? escaped : sign + escaped; // only JavaScript needs the escape of `/`
    } else if (letters && /[a-z]/i.test(sign)) {
      if (isClass) throw new Error(`${String(pattern)}: letters in a class cannot be published`);
      published += `[${sign.toLowerCase()}${sign.toUpperCase()}]`;
    } else {
      if (sign === '[') isClass = true;
      if (sign === ']') isClass = false;
      published += sign;
    }
  }
  return published;
}

/** Returns a pattern that accepts the texts that every given pattern accepts. */
export function allOf(patterns: readonly RegExp[]): string {
  const sources = patterns.map(portable);
  const last = sources.pop()!;
  return sources.map((source) => `(?=${source})`).join('') + last;
}

/** Returns the pattern of whole numbers from 1 to `max`, without leading zeros. */
export function countingPattern(max: bigint): string {
  const digits = max.toString();
  return `^(?:[1-9]\\d{0,${digits.length - 2}}|${sameLength(digits, 1)})$`;
}

/** Returns the pattern of whole numbers from `min` to `max`, with up to `width` digits. Allows leading zeros; `min` must be 0 or less. */
export function digitsPattern(min: bigint, max: bigint, width: number): string {
  return `^(?:${unsigned(max, width)}|-(?:${unsigned(-min, width)}))$`;
}

function unsigned(max: bigint, width: number): string {
  const digits = max.toString();
  const parts: string[] = [];
  if (digits.length > 1) parts.push(digits.length === 2 ? '\\d' : `\\d{1,${digits.length - 1}}`);
  parts.push(`0{0,${width - digits.length}}(?:${sameLength(digits)})`);
  return parts.join('|');
}

/** Returns the pattern of numbers up to `max` with as many digits as `max`. The first digit is at least `first`. */
function sameLength(max: string, first = 0): string {
  const parts: string[] = [];
  for (const [index, digit] of Array.from(max).entries()) {
    const lowest = index === 0 ? first : 0;
    const highest = Number(digit) - 1;
    if (highest < lowest) continue;
    const rest = max.length - index - 1;
    const tail = rest === 0 ? '' : rest === 1 ? '\\d' : `\\d{${rest}}`;
    parts.push(`${max.slice(0, index)}${lowest === highest ? lowest : `[${lowest}-${highest}]`}${tail}`);
  }
  return [...parts, max].join('|');
}
