export type CountryCode = string;
export function parsePhoneNumber(): never;
export default parsePhoneNumber;
