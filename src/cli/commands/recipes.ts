import type { Command } from 'commander';
import { presets } from '../../core/recipe/presets';
import { recipeToJson } from '../../core/recipe/parse';
import { type CommandContext, type CommonOptions, openCall, withCommonOptions } from './context';
import { recipeFor } from './recipe-option';

export function addRecipes(program: Command, context: CommandContext): void {
  const { t } = context.messages;
  const command = program
    .command('recipes')
    .description(t('cli:recipes.description'))
    .argument('[name|file]', t('cli:argument.recipe'));
  withCommonOptions(command, context).action(
    async (name: string | undefined, options: CommonOptions) => {
      const { terminal, commandLine } = openCall(context, options);
      if (name !== undefined) {
        // The recipe itself, whole: what a person changes into one of their own.
        const recipe = await recipeFor({ recipe: name }, command, context);
        terminal.json(recipe);
        terminal.result(recipeToJson(recipe).trimEnd());
        return;
      }
      for (const preset of presets) {
        const title = t(`recipes:${preset.name}`);
        const teaches = t(`recipes:${preset.teaches}`);
        terminal.json({ id: preset.id, name: title, teaches });
        terminal.result(`${preset.id}: ${title}\n  ${teaches}`);
      }
      terminal.note(t('cli:recipes.next', { command: commandLine('recipes', presets[0]!.id) }));
    },
  );
}
