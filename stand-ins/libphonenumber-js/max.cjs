// class-validator asks for telephone numbers in one decorator, IsPhoneNumber, which no input of Tapedeck has:
// src/input/compiled-input.ts refuses it.
function parsePhoneNumber() {
  throw new Error('IsPhoneNumber is not available: package.json replaces libphonenumber-js, see stand-ins/.');
}

module.exports = { __esModule: true, default: parsePhoneNumber, parsePhoneNumber };
