import { ownMember } from '../../../emulation/contract.ts';
import type { RawRequest } from '../../../emulation/loopback-server.ts';
import type { Site } from '../account.ts';
import { hostLabel, type Authorization } from './authorise.ts';
import { Refusal } from './envelope.ts';
import type { Product, TencentAction } from './product.ts';

const MAX_QUERY_BYTES = 32 * 1024;

/** Refuses what is not a GET or POST of `/`, or is too long to be read. */
export function checkProtocol(request: RawRequest): void {
  if ((request.method !== 'GET' && request.method !== 'POST') || request.path !== '/') {
    throw new Refusal('UnsupportedProtocol', 'Only GET and POST of / are accepted.');
  }
  const isLongQuery = request.method === 'GET' && request.query.length > MAX_QUERY_BYTES;
  if (!request.body || isLongQuery) throw new Refusal('RequestSizeLimitExceeded', 'The request is too large.');
}

/** The product called: the service that is signed for or, if nothing legible is signed, the host's first label. */
export function findProduct(
  request: RawRequest,
  claim: Authorization | undefined,
  products: Readonly<Record<string, Product>>,
): { service: string; product: Product } {
  const service = claim?.service ?? hostLabel(request);
  const product = ownMember(products, service);
  if (product) return { service, product };
  if (!claim) throw new Refusal('AuthFailure.InvalidAuthorization', 'The Authorization header is malformed.');
  throw new Refusal(
    'NoSuchProduct',
    `No service is called ${service}. SDKs take it from the host: call a name whose first label is ${Object.keys(products).join(', ')}.`,
  );
}

/** The action called, once its version and region are right for the site. */
export function findAction(request: RawRequest, product: Product, site: Site): TencentAction {
  const name = requiredHeader(request, 'X-TC-Action');
  const action = ownMember(product.contract.actions, name);
  if (!action || (action.availability ?? site) !== site) {
    throw new Refusal('InvalidAction', `${product.contract.product} has no such action.`);
  }
  if (requiredHeader(request, 'X-TC-Version') !== product.contract.version) {
    throw new Refusal('NoSuchVersion', `X-TC-Version must be ${product.contract.version}.`);
  }
  checkRegion(request, action, site);
  return action;
}

function checkRegion(request: RawRequest, action: TencentAction, site: Site): void {
  const regions = site === 'intl' ? action.regions : action.regionsChina;
  const region = action.regionRequired ? requiredHeader(request, 'X-TC-Region') : request.headers['x-tc-region'];
  if (region && regions && !regions.includes(region)) {
    throw new Refusal('UnsupportedRegion', `X-TC-Region must be one of ${regions.join(', ')}.`);
  }
}

function requiredHeader(request: RawRequest, name: string): string {
  const value = request.headers[name.toLowerCase()];
  if (!value) throw new Refusal('MissingParameter', `The header ${name} is required.`);
  return value;
}
