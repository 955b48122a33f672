import type { Dialect } from '../schema/store.ts';

/**
 * Checksums of the statements of each landed migration. A test fails if a landed migration is edited. The ledger stores the
 * checksums of the migrations that made its tables.
 */
export const CHECKSUMS: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  sqlite: {
    '0001_ledger': '0c613d738f6f9eb6',
    '0002_callbacks': '55f082ec9404dc90',
    '0003_sessions': 'e609e3430737eeb1',
    '0004_webhooks': '34257e347c1caea5',
    '0005_server_key': '96fd785b98578116',
    '0006_earlier_shapes': 'f8be9ec6860d8e87',
    '0007_files_by_task': '4997357076353072',
    '0008_epochs': 'c477e38b250a107a',
    '0009_sealed_credentials': 'f2a8e44764535186',
    '0010_addresses': '6e4f991a09edc7ac',
    '0011_orders': 'adb93de55999cab3',
  },
  postgres: {
    '0001_ledger': '60e509231dacc812',
    '0002_callbacks': '8a3fdf985c05c1a5',
    '0003_sessions': '2524a69aab15a427',
    '0004_webhooks': '9bce9ed8d6622c82',
    '0005_server_key': '96fd785b98578116',
    '0006_earlier_shapes': 'c3e5040bdb018e1d',
    '0007_files_by_task': '349df72cf3613c11',
    '0008_epochs': 'c477e38b250a107a',
    '0009_sealed_credentials': '7e80c743e1d52504',
    '0010_addresses': '34d0a4459e74d3a0',
    '0011_orders': 'dff7ec7b8b5308a4',
  },
};
