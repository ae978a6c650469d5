import { bill, type Counts, type Deployed, totalOf } from './cost.ts';
import { assumed, prices } from './prices.ts';

const usd = (amount: number) => amount.toFixed(amount < 0.1 ? 4 : 2);
const many = (count: number) =>
  count >= 10
    ? Math.round(count).toLocaleString('en')
    : Number(count.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 6 });

/** docs/cost.md, from what the benches counted. */
export function costDocument(counts: Counts, deployed: Deployed): string {
  const sections = bill(counts, deployed);
  const all = sections.reduce((sum, section) => sum + totalOf(section), 0);
  const tables = sections.map((section) =>
    [
      `## ${section.title}: ${usd(totalOf(section))} USD`,
      '',
      '| service | what | count | price of a million | USD |',
      '| --- | --- | ---: | ---: | ---: |',
      ...section.lines.map(
        ({ service, what, count, price }) =>
          `| ${service} | ${what} | ${many(count)} | ${priceOf(price)} | ${usd(count * price)} |`,
      ),
    ].join('\n'),
  );
  return `<!-- Written by npm run cost from test/bench/cost/counts.json; a test compares. -->

# What it costs

A month with 1,000 commands and a million events costs **${usd(all)} USD**, and one in which nothing happens ${usd(totalOf(sections[0] ?? { title: '', lines: [] }))} USD: list prices of us-east-1 as of
${prices.asOf}, no free tier counted. A free tier covers ten alarms, a million requests of SQS and of Lambda and more, if the account has nothing else.

The counts come from \`npm run bench:commands\` (a hundred commands of a usual mix, ${counts.commands.presses} presses, and an hour without any) and \`npm run bench:storm\`
(${counts.storm.events.toLocaleString('en')} events of deployments, crash loops and scale-outs). \`npm run cost -- --count\` counts again and writes this page; \`npm run cost\` only writes it.

Not counted but assumed: an awaited request takes ${assumed.slackMs} ms at Slack, ${assumed.awsMs} ms at AWS, ${assumed.dynamodbMs} ms at DynamoDB, one after the other; an invocation computes
${assumed.ownMs} ms of a whole core, of which it has its memory's share, a sweep ${assumed.sweepMs}; the front door takes ${assumed.frontDoorMs} ms; each command finds both functions cold, whose start takes ${assumed.frontDoorInitMs} and ${assumed.workerInitMs} ms; the tables hold ${assumed.tableGb} GB. Events that come one at a time need more invocations than in a storm, which fills batches.

${tables.join('\n\n')}

## What is paid while nothing happens

- **Alarms.** One for each thing that people notice, [not for each of its causes](deploy.md#what-is-deployed).
- **Long polls.** Lambda asks each queue ${assumed.polls} times every ${assumed.pollSeconds} seconds. Of a quiet standard queue it would ask less, but [not where a maximum
  concurrency is set](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html), which keeps a new account's ten executions from being used up. That AWS does the same
  with a FIFO queue is assumed: it says so of standard queues only.
- **The sweep**, once a minute, which makes up for lost nudges.
- Nothing: the rules of EventBridge for AWS's own events and schedules, standard parameters of SSM, roles, and the HTTP API.
`;
}

/** What costs cents apiece has its own price, anything else that of a million. */
function priceOf(price: number): string {
  return price >= 0.01 ? `${price} each` : (price * 1e6).toLocaleString('en', { maximumFractionDigits: 3 });
}
