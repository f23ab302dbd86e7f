import { Command, Option } from 'commander';
import { withApp } from '../emails/app';
import { readAssembly } from '../emails/assembly';
import { EmailsOfFolder, FolderOptions, folderOf, readFolder } from '../emails/folder';
import { shown } from '../paths';
import { withProgress } from './progress';

export type GivenFolderOptions = FolderOptions;

/** The argument and the options of commands that read a folder of emails. */
export function addFolderOptions(command: Command): Command {
  return command
    .argument('[directory]', 'the folder of emails, or the folder of one email (default: emails)')
    .option('--exclude <glob...>', 'files and folders to exclude, as in EmailSource.directory')
    .option('--partials <folder>', 'the folder of partials (default: _partials in the directory)');
}

export interface GivenSourceOptions extends GivenFolderOptions {
  readonly assembly?: string;
  /** `true` without a command. */
  readonly app?: string | true;
}

/** The same for commands that read a CDK app as well. */
export function addSourceOptions(command: Command): Command {
  return addFolderOptions(command)
    .option('--assembly <folder>', 'the emails of a cloud assembly, such as cdk.out, instead of a folder')
    .addOption(new Option('--app [command]', 'the emails of a CDK app, synthesized by this command (default: that of cdk.json)').conflicts('assembly'));
}

/** Where emails come from. */
export interface EmailsSource {
  /** The name of the source in messages. */
  readonly path: string;
  /** The folder that changes when the emails change. */
  readonly watched: readonly string[];
  /** Reads the emails as they are now. */
  read(): EmailsOfFolder;
}

/** Returns the source that the arguments of a command name: a folder, a cloud assembly, or an app, which is synthesized once. */
export async function sourceOf(directory: string | undefined, options: GivenSourceOptions): Promise<EmailsSource> {
  const { assembly, app, partials } = options;
  if (app !== undefined) {
    const command = app === true ? undefined : app;
    const emails = await withProgress('Synthesizing the app', () => withApp(command, readAssembly));
    return { path: command ?? 'cdk.json', watched: [], read: () => emails };
  }
  if (assembly !== undefined) return { path: shown(assembly), watched: [assembly], read: () => readAssembly(assembly) };
  const root = folderOf(directory);
  return { path: shown(root), watched: [root, ...partials === undefined ? [] : [partials]], read: () => readFolder(root, options) };
}
