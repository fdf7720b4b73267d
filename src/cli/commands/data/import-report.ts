import type { ImportPreview } from '../../../core/data/import';
import { errorFromData } from '../../../core/errors';
import { sentenceOf } from '../../sentence';
import type { Terminal } from '../../terminal';

/** Says what was found in the files; of a preview, class by class. */
export function report(preview: ImportPreview, terminal: Terminal, isPreview: boolean): void {
  const { messages, figures } = terminal;
  const { t } = messages;
  const { source } = preview;
  const total = (counts: readonly number[]) => figures.whole(counts.reduce((a, b) => a + b, 0));
  // Without the pixels.
  terminal.json({ event: 'read', ...preview, samples: undefined });
  terminal.note(
    `${t(`datasets:format.${source.format}`)}: ${t('datasets:about', {
      classes: preview.classNames.length,
      train: total(preview.trainCounts),
      test: total(preview.testCounts),
    })}. ${t(`datasets:preview.${source.testPart}`)}`,
  );
  if (isPreview) {
    preview.classNames.forEach((name, k) => {
      terminal.note(`  ${name}: ${preview.trainCounts[k]!} + ${preview.testCounts[k]!}`);
    });
  }
  if (source.duplicates > 0) {
    const duplicates = figures.whole(source.duplicates);
    terminal.note(t('datasets:preview.duplicatesSome', { duplicates }));
  }
  if (source.overlap > 0) {
    terminal.warn(t('datasets:preview.overlapSome', { overlap: figures.whole(source.overlap) }));
  }
  if (source.refused === 0) return;
  terminal.warn(
    `${t('datasets:preview.refused')}: ${t('datasets:preview.refusedSome', { count: source.refused })}`,
  );
  for (const { error } of preview.refused) {
    terminal.warn(`  ${sentenceOf(errorFromData(error), messages)}`);
  }
}
