import type { RuleSet } from '#src/safety/rules.js';
import type { Rule, Sign } from '#src/safety/schema.js';

const URGENCY = { crisis: 'CRISIS', emergency: 'EMERGENCY', urgent: 'SAME DAY', soon: 'SOON' } as const;

/** docs/red-flags.md: the rules for a clinician to read. Written from red-flags.yaml and words/*.yaml. */
export function renderRedFlags({ file, rules, groups }: RuleSet): string {
  return [
    '# Red flags',
    '',
    `Rule set ${file.version}. Written by \`npm run docs\` from \`src/safety/red-flags.yaml\`; change that file, not this page.`,
    '',
    '## How to read a sign',
    '',
    '- `lost .. feeling`: the second word follows within three words; `...` within seven; a blank means directly.',
    '- `a|b` is either word. `<numb>` is any wording of that group; the groups are at the end of this page.',
    '- `<numb> & <saddle>`: both within seven words, in either order.',
    '- Denials ("no numbness"), conditions ("if I get numb"), questions of definition ("what is …"), figures of speech and the past ("in 2019, fine now", which gives SOON) are handled for every sign alike: `src/safety/words/context.yaml`.',
    '',
    '## What is shown',
    '',
    ...Object.entries(file.notices).flatMap(([level, text]) => [
      `**${URGENCY[level as keyof typeof URGENCY]}**: ${text}`,
      '',
    ]),
    '## Rules',
    '',
    ...rules.flatMap(renderRule),
    '## Groups of wordings',
    '',
    ...[...usedBy(rules, groups)].flatMap((name) => [`### ${name}`, '', ...groups.get(name)!.map(code), '']),
  ].join('\n');
}

function renderRule(rule: Rule): string[] {
  return [
    `### ${rule.id} ${rule.title}`,
    '',
    `- **Urgency:** ${URGENCY[rule.urgency]}${rule['urgency-note'] ? ` (${rule['urgency-note']})` : ''}`,
    `- **Flag:** ${rule.flag}`,
    `- **Clinical wording:** ${rule.clinical}`,
    `- **Why:** ${rule.why}`,
    ...(rule['must-stand-beside'] ? [`- **Must stand beside:** ${rule['must-stand-beside']}`] : []),
    ...(rule.add ? [`- **Added sentence:** ${rule.add}`] : []),
    `- **Sources:** ${rule.sources.join(', ')}`,
    ...(rule['past-counts'] ? ['- History counts: the condition may lie in the past.'] : []),
    ...(rule['passing-counts'] ? ['- A sign that has passed counts still.'] : []),
    ...rule.raise.map(
      ({ to, with: conditions = [], rules = [] }) =>
        `- **${URGENCY[to]}** with ${[...conditions.map(quote), ...rules].join(', ')}`,
    ),
    '',
    'Must fire:',
    '',
    ...rule.fires.map(({ text, level }) => `- "${text}"${level ? ` (${URGENCY[level]})` : ''}`),
    '',
    'Must not fire:',
    '',
    ...rule.silent.map((text) => `- "${text}"`),
    '',
    'Signs:',
    '',
    ...rule.signs.flatMap(renderSign),
    '',
  ];
}

function renderSign({ say, with: conditions = [], unless = [], level }: Sign): string[] {
  const notes = [
    ...conditions.map((condition) => `beside ${quote(condition)}`),
    ...unless.map((exception) => `unless near ${quote(exception)}`),
    ...(level ? [URGENCY[level]] : []),
  ];
  return say.map((pattern) => `- ${[quote(pattern), ...notes].join(', ')}`);
}

const quote = (pattern: string) => `\`${pattern}\``;
const code = (pattern: string) => `- ${quote(pattern)}`;

/** Every group that a rule uses, also through another group. */
function usedBy(rules: readonly Rule[], groups: ReadonlyMap<string, readonly string[]>): Set<string> {
  const used = new Set<string>();
  const visit = (patterns: readonly string[]): void => {
    for (const [name] of patterns.join(' ').matchAll(/<[a-z-]+>/gu)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(groups.get(name) ?? []);
    }
  };
  for (const { signs, raise } of rules) {
    for (const { say, with: conditions = [], unless = [] } of signs) visit([...say, ...conditions, ...unless]);
    for (const { with: conditions = [] } of raise) visit(conditions);
  }
  return used;
}
