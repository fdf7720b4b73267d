/**
 * The schema's history: entry i brings a library from version i to version i + 1 (`PRAGMA user_version`). Append only: an entry
 * that has been in a release never changes.
 *
 * Wall-clock columns (*_at in milliseconds since 1970, seconds; epochSeconds and trainSeconds in a checkpoint's counters) are for
 * people; everything else of a run is the same after an exact resume.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    recipe TEXT NOT NULL, -- JSON
    status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'stopped', 'finished', 'failed')),
    total_steps INTEGER NOT NULL,
    data_sha256 TEXT NOT NULL,
    environment TEXT NOT NULL, -- JSON
    error TEXT, -- JSON, of a failed run
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;

  -- The process that trains a run. A row whose process is gone holds nothing.
  CREATE TABLE leases (
    run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    boot TEXT NOT NULL
  ) STRICT;

  -- loss is NULL where it was not a number.
  CREATE TABLE intervals (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    examples INTEGER NOT NULL,
    loss REAL,
    accuracy REAL NOT NULL,
    learning_rate REAL NOT NULL,
    PRIMARY KEY (run, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE epochs (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    step INTEGER NOT NULL,
    loss REAL,
    accuracy REAL NOT NULL,
    seconds REAL NOT NULL,
    finished_at INTEGER NOT NULL,
    PRIMARY KEY (run, epoch)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE checkpoints (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    blob TEXT NOT NULL,
    counters TEXT NOT NULL, -- JSON: the checkpoint without its tensors
    PRIMARY KEY (run, step)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX checkpoints_blob ON checkpoints (blob);

  CREATE TABLE epoch_weights (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    step INTEGER NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (run, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX epoch_weights_blob ON epoch_weights (blob);

  -- How a finished run does on the test set.
  CREATE TABLE evaluations (
    run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    examples INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    loss REAL,
    confusion TEXT NOT NULL -- JSON
  ) STRICT;

  -- A run's exported ONNX file.
  CREATE TABLE models (
    run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    blob TEXT NOT NULL,
    certificate TEXT NOT NULL, -- JSON
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX models_blob ON models (blob);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
  ) STRICT;

  -- Every name of a blob that a row holds. A new table that names blobs has to join it.
  CREATE VIEW blob_uses (blob) AS
    SELECT blob FROM checkpoints
    UNION ALL SELECT blob FROM epoch_weights
    UNION ALL SELECT blob FROM models;
  `,
  `
  -- NULL where it was not a number; 0 in runs of before.
  ALTER TABLE intervals ADD COLUMN gradient_norm REAL DEFAULT 0;

  -- NULL where nothing was held back.
  ALTER TABLE epochs ADD COLUMN validation_loss REAL;
  ALTER TABLE epochs ADD COLUMN validation_accuracy REAL;

  -- What a person changed while a run was under way: from this step (0-based) on.
  CREATE TABLE changes (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    learning_rate REAL NOT NULL,
    PRIMARY KEY (run, step)
  ) STRICT, WITHOUT ROWID;

  -- Every measurement on a test set, so that it can be seen how often it was looked at.
  CREATE TABLE test_looks (
    id INTEGER PRIMARY KEY,
    run TEXT REFERENCES runs (id) ON DELETE SET NULL, -- NULL: of a file
    dataset TEXT NOT NULL,
    accuracy REAL NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  `,
];
