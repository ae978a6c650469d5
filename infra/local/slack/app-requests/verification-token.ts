/** Slack's deprecated proof of origin; apps check the signature instead. */
export const verificationToken = 'local-verification-token';
