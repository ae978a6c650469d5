const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$23.73`; what is less than a cent is said so. */
export function dollars(amount: number): string {
  return amount > 0 && amount < 0.01 ? 'less than $0.01' : format.format(amount);
}
