/** Slack took a message as often as it may be posted, without an answer: nobody knows where it stands, if at all. */
export class Unanswered extends Error {
  constructor() {
    super('Slack took the message twice without an answer');
    this.name = 'Unanswered';
  }
}
