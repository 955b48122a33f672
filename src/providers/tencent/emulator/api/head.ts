import { ownMember } from '../../../../emulation/contract/contract.ts';
import type { RawRequest } from '../../../../emulation/server/loopback-server.ts';
import type { Site } from '../../api/account.ts';
import { Refusal } from '../shared/envelope.ts';
import type { Product, TencentAction } from '../shared/product.ts';
import { capitalised, required, type IncomingCall } from './call.ts';
import { hostLabel, isAddress } from './host.ts';
import { Tc3Call } from './tc3-call.ts';
import { V1Call } from './v1-call.ts';

const MAX_QUERY_BYTES = 32 * 1024;

type Products = Readonly<Record<string, Product>>;

/** Reads the call by its signature version. */
export function readCall(request: RawRequest): IncomingCall {
  return V1Call.from(request) ?? new Tc3Call(request);
}

/** Refuses other requests than GET or POST of `/`, and requests that are too long. */
export function checkProtocol(request: RawRequest, { maxBodyBytes }: IncomingCall): void {
  if ((request.method !== 'GET' && request.method !== 'POST') || request.path !== '/') {
    throw new Refusal('UnsupportedProtocol', 'Only GET and POST of / are accepted.');
  }
  const isLongQuery = request.method === 'GET' && request.query.length > MAX_QUERY_BYTES;
  if (!request.body || request.body.length > maxBodyBytes || isLongQuery) {
    throw new Refusal('RequestSizeLimitExceeded', 'The request is too large.');
  }
}

/** Returns the name of the called product; undefined if the call names no product. */
export function serviceOf(request: RawRequest, call: IncomingCall, products: Products): string | undefined {
  const service = call.service ?? hostLabel(request);
  if (Object.hasOwn(products, service)) return service;
  if (!namesAddress(request, call)) return undefined;
  // No two products have the same version.
  return Object.keys(products).find((name) => products[name]?.contract.version === call.common('Version'));
}

/** Whether the call names an address instead of a service: SDKs make 127 of 127.0.0.1:4100. */
function namesAddress(request: RawRequest, { service }: IncomingCall): boolean {
  const isOfHost = service === undefined || service.toLowerCase().replace(/:\d+$/, '') === hostLabel(request);
  return isAddress(request) && isOfHost;
}

/**
 * Returns the called product: by the service in the signature, otherwise by the host, or by the version if the host is
 * an address.
 */
export function findProduct(
  request: RawRequest,
  call: IncomingCall,
  products: Products,
): { service: string; product: Product } {
  const service = serviceOf(request, call, products);
  const product = service === undefined ? undefined : products[service];
  if (service !== undefined && product) return { service, product };
  call.secretId(); // an unreadable signature is reported first
  if (namesAddress(request, call)) {
    required(call, 'Version');
    const versions = Object.entries(products).map(([name, { contract }]) => `${contract.version} (${name})`);
    throw new Refusal('NoSuchVersion', `${capitalised(call.title('Version'))} must be one of ${versions.join(', ')}.`);
  }
  throw new Refusal(
    'NoSuchProduct',
    `No service is called ${call.service ?? hostLabel(request)}. SDKs take it from the host: call the address itself, or a name whose first label is ${Object.keys(products).join(', ')}.`,
  );
}

export function findAction(call: IncomingCall, product: Product, site: Site): TencentAction {
  const action = ownMember(product.contract.actions, required(call, 'Action'));
  if (!action || (action.availability ?? site) !== site) {
    throw new Refusal('InvalidAction', `${product.contract.product} has no such action.`);
  }
  if (required(call, 'Version') !== product.contract.version) {
    throw new Refusal('NoSuchVersion', `${capitalised(call.title('Version'))} must be ${product.contract.version}.`);
  }
  checkRegion(call, action, site);
  return action;
}

function checkRegion(call: IncomingCall, action: TencentAction, site: Site): void {
  const regions = site === 'intl' ? action.regions : action.regionsChina;
  const region = action.regionRequired ? required(call, 'Region') : call.common('Region');
  if (region && regions && !regions.includes(region)) {
    throw new Refusal(
      'UnsupportedRegion',
      `${capitalised(call.title('Region'))} must be one of ${regions.join(', ')}.`,
    );
  }
}
