import { Command } from 'commander';
import { FolderOptions } from '../emails/folder';

export type GivenFolderOptions = FolderOptions;

/** The argument and the options of commands that read a folder of emails. */
export function addFolderOptions(command: Command): Command {
  return command
    .argument('[directory]', 'the folder of emails, or the folder of one email (default: emails)')
    .option('--exclude <glob...>', 'files and folders to leave out, as in EmailSource.directory')
    .option('--partials <folder>', 'the folder of partials (default: _partials in the directory)');
}
