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
  `
  -- What people write beside a run. title NULL: the recipe's name.
  ALTER TABLE runs ADD COLUMN title TEXT;
  ALTER TABLE runs ADD COLUMN notes TEXT NOT NULL DEFAULT '';
  -- The id and fingerprint a run had when it was brought in from a file; NULL: trained here.
  ALTER TABLE runs ADD COLUMN origin TEXT;
  CREATE INDEX runs_origin ON runs (origin);
  -- What is to be known of a run's data when they are gone.
  ALTER TABLE runs ADD COLUMN data_name TEXT NOT NULL DEFAULT 'MNIST';
  ALTER TABLE runs ADD COLUMN data_class_names TEXT NOT NULL DEFAULT '["0","1","2","3","4","5","6","7","8","9"]'; -- JSON
  CREATE TABLE run_tags (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run, tag)
  ) STRICT, WITHOUT ROWID;

  -- A pretraining without labels, before the training on labels; its steps are the run's first ones.
  ALTER TABLE runs ADD COLUMN pretraining_steps INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE pretraining_intervals (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    examples INTEGER NOT NULL,
    loss REAL, -- mean squared error; NULL: not a number
    learning_rate REAL NOT NULL,
    gradient_norm REAL,
    PRIMARY KEY (run, step)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE pretraining_epochs (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    step INTEGER NOT NULL,
    loss REAL,
    seconds REAL NOT NULL,
    finished_at INTEGER NOT NULL,
    PRIMARY KEY (run, epoch)
  ) STRICT, WITHOUT ROWID;

  -- Recipes that wait their turn, the smallest position first.
  CREATE TABLE queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recipe TEXT NOT NULL, -- JSON
    threads INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  -- Data sets a person brought in. Blobs are bytes: images [n, 28, 28], labels [n].
  CREATE TABLE datasets (
    id TEXT PRIMARY KEY, -- by content: the same images, labels and class names have the same id
    name TEXT NOT NULL,
    class_names TEXT NOT NULL, -- JSON, in the order of the labels
    train_count INTEGER NOT NULL,
    train_images TEXT NOT NULL,
    train_labels TEXT NOT NULL,
    test_count INTEGER NOT NULL,
    test_images TEXT NOT NULL,
    test_labels TEXT NOT NULL,
    source TEXT NOT NULL, -- JSON: where it came from, what was refused, duplicates
    -- 1: read from files and not yet kept; deleted_at is set, and it goes for good an hour later.
    staged INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;

  -- What a person drew, or a photo of it, kept with what it is.
  CREATE TABLE drawings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    image BLOB NOT NULL, -- 784 bytes, 0 (paper) to 255 (ink)
    strokes TEXT, -- JSON; NULL: from a photo
    class_name TEXT NOT NULL,
    -- What the network that read it said.
    model TEXT,
    read_as TEXT,
    -- Drawn for one purpose ('personal'), or NULL: kept from the sketchpad.
    purpose TEXT,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;

  DROP VIEW blob_uses;
  CREATE VIEW blob_uses (blob) AS
    SELECT blob FROM checkpoints
    UNION ALL SELECT blob FROM epoch_weights
    UNION ALL SELECT blob FROM models
    UNION ALL SELECT train_images FROM datasets
    UNION ALL SELECT train_labels FROM datasets
    UNION ALL SELECT test_images FROM datasets
    UNION ALL SELECT test_labels FROM datasets;
  `,
];
