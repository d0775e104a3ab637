import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import type { Problem } from './api-error.js';

/** A command as a bot registers it; only what is checked here. */
export interface SentCommand {
  readonly name: string;
  readonly type?: ApplicationCommandType | null;
  readonly description?: string | null;
  readonly options?: readonly SentOption[] | null;
}

interface SentOption {
  readonly name: string;
  readonly description: string;
  readonly type: ApplicationCommandOptionType;
  readonly required?: boolean | null;
  readonly autocomplete?: boolean | null;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | null;
  readonly options?: readonly SentOption[] | null;
}

/** Documented: letters and digits of any script, `-`, `_` and `'`; letters that have a lower case must use it. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const TOTAL = 8_000;
const SLASH_COMMANDS = 100;
const MENU_COMMANDS = 15;

const problem = (at: string, code: string, message: string): Problem => ({ at, code, message });

/** The documented limits of all commands registered together. */
export function checkCommands(commands: readonly SentCommand[]): Problem[] {
  const { ChatInput, User, Message } = ApplicationCommandType;
  const kinds = [ChatInput, User, Message].map((kind) => commands.filter(({ type }) => (type ?? ChatInput) === kind));
  const tooMany = kinds.filter((list, kind) => list.length > (kind === 0 ? SLASH_COMMANDS : MENU_COMMANDS));
  return [
    ...tooMany.map((list) => problem('', 'APPLICATION_COMMANDS_MAX', `${list.length} commands of one type`)),
    ...kinds.flatMap((list) => findRepeated('', list)),
    ...commands.flatMap((command, index) => checkCommand(command, String(index))),
  ];
}

function checkCommand(command: SentCommand, at: string): Problem[] {
  if ((command.type ?? ApplicationCommandType.ChatInput) !== ApplicationCommandType.ChatInput) {
    return [
      ...(command.name.trim() ? [] : [problem(`${at}.name`, 'BASE_TYPE_REQUIRED', 'a name is needed')]),
      ...(command.description
        ? [problem(`${at}.description`, 'APPLICATION_COMMAND_DESCRIPTION', 'only / commands have one')]
        : []),
      ...(command.options?.length
        ? [problem(`${at}.options`, 'APPLICATION_COMMAND_OPTIONS', 'only / commands have them')]
        : []),
    ];
  }
  const total = countCharacters(command);
  return [
    ...checkName(command.name, `${at}.name`),
    ...(command.description ? [] : [problem(`${at}.description`, 'BASE_TYPE_REQUIRED', 'a description is needed')]),
    ...(total > TOTAL ? [problem(at, 'APPLICATION_COMMAND_TOO_LARGE', `${total} characters, more than ${TOTAL}`)] : []),
    ...checkOptions(command.options ?? [], `${at}.options`),
  ];
}

function checkName(name: string, at: string): Problem[] {
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  return [
    problem(at, 'APPLICATION_COMMAND_INVALID_NAME', `"${name}" must be 1 to 32 lower-case letters, digits, - or _`),
  ];
}

function checkOptions(options: readonly SentOption[], at: string): Problem[] {
  const late = options.findIndex(({ required }, index) => required && options.slice(0, index).some((o) => !o.required));
  return [
    ...findRepeated(at, options),
    ...(late === -1
      ? []
      : [problem(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'required options come first')]),
    ...options.flatMap((option, index) => checkOption(option, `${at}.${index}`)),
  ];
}

function checkOption(option: SentOption, at: string): Problem[] {
  const choices = option.choices ?? [];
  const long = choices.filter(({ value }) => typeof value === 'string' && value.length > 100);
  return [
    ...checkName(option.name, `${at}.name`),
    ...long.map(({ name }) =>
      problem(`${at}.choices`, 'BASE_TYPE_BAD_LENGTH', `the value of "${name}" is over 100 characters`),
    ),
    ...(option.autocomplete && choices.length
      ? [problem(at, 'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES', 'choices and autocomplete exclude each other')]
      : []),
    ...checkOptions(option.options ?? [], `${at}.options`),
  ];
}

function findRepeated(at: string, list: readonly { readonly name: string }[]): Problem[] {
  const names = list.map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return Array.from(repeated, (name) => problem(at, 'APPLICATION_COMMANDS_DUPLICATE_NAME', `two are named "${name}"`));
}

function countCharacters({ name, description, options }: SentCommand): number {
  return `${name}${description ?? ''}`.length + (options ?? []).reduce((sum, option) => sum + countOption(option), 0);
}

function countOption({ name, description, choices, options }: SentOption): number {
  const own = `${name}${description}`.length;
  const chosen = (choices ?? []).reduce((sum, choice) => sum + `${choice.name}${choice.value}`.length, 0);
  return own + chosen + (options ?? []).reduce((sum, option) => sum + countOption(option), 0);
}
