/** fauxqs knows one account only and offers no way to change it. */
export const FAUXQS_ACCOUNT = '000000000000';
