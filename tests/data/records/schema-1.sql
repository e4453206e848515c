CREATE TABLE body (
  seq INTEGER PRIMARY KEY REFERENCES entry,
  salt BLOB NOT NULL,              -- 16 random bytes: a hash alone must not betray what was erased
  reason TEXT NOT NULL,            -- of a correction or withdrawal; else empty
  json TEXT NOT NULL               -- canonical: keys sorted, no blanks
) STRICT;
CREATE TRIGGER body_is_unchanged BEFORE UPDATE ON body
  BEGIN SELECT RAISE(ABORT, 'bodies are not changed'); END;
CREATE TRIGGER body_stays BEFORE DELETE ON body
  WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.seq = OLD.seq)
  BEGIN SELECT RAISE(ABORT, 'bodies are not deleted before they are erased'); END;
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,         -- 1, 2, 3 … without a gap
  id TEXT NOT NULL UNIQUE,         -- made by the client
  thing TEXT NOT NULL,             -- the id of the thing's first version
  kind TEXT NOT NULL,              -- a word: delivery, meal …; seal and erasure are the hub's own
  step TEXT NOT NULL,              -- add, go_on, correct, withdraw
  previous TEXT UNIQUE,            -- the id of the version before; NULL for add
  day TEXT NOT NULL,               -- yyyy-mm-dd, the home's: what the record is about
  made_ms INTEGER NOT NULL,        -- the device's clock
  made_offset_min INTEGER NOT NULL,-- minutes east of UTC, as the device said
  received_ms INTEGER NOT NULL,    -- the hub's clock
  who TEXT NOT NULL,               -- an account's name, a sensor's id, or hub
  role TEXT NOT NULL,              -- the account's; empty: no account
  source TEXT NOT NULL,            -- desk, sensor, import, api
  content BLOB NOT NULL,           -- 32 bytes: SHA-256 of salt, reason and body
  hash BLOB NOT NULL               -- 32 bytes: the chain's link
) STRICT;
CREATE INDEX entry_by_thing ON entry (thing, seq);
CREATE TRIGGER entry_is_unchanged BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are not changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are not deleted'); END;
CREATE TABLE erasure (
  seq INTEGER PRIMARY KEY REFERENCES entry,  -- whose body is gone
  by_seq INTEGER NOT NULL REFERENCES entry   -- the entry of kind erasure that says so
) STRICT;
CREATE TRIGGER erasure_is_unchanged BEFORE UPDATE ON erasure
  BEGIN SELECT RAISE(ABORT, 'erasures are not changed'); END;
CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure
  BEGIN SELECT RAISE(ABORT, 'erasures are not deleted'); END;
CREATE TABLE head (
  thing INTEGER PRIMARY KEY REFERENCES entry,  -- seq of its first version
  seq INTEGER NOT NULL,            -- of its newest version
  kind TEXT NOT NULL,              -- as in entry
  day TEXT NOT NULL,               -- as in entry
  version_count INTEGER NOT NULL,
  is_corrected INTEGER NOT NULL,   -- 1: one of the versions is a correction
  is_withdrawn INTEGER NOT NULL,   -- 1: the newest version withdraws it
  keep_rule TEXT NOT NULL,         -- for_good, shelf_life, plain; erased: its bodies are gone
  keep_from TEXT NOT NULL          -- yyyy-mm-dd: from when the keeping time counts
) STRICT;
CREATE INDEX head_by_day ON head (day, kind) WHERE is_withdrawn = 0;
CREATE INDEX head_by_keeping ON head (keep_rule, keep_from, day);
CREATE INDEX head_by_kind ON head (kind, day, seq, version_count, is_corrected)
  WHERE is_withdrawn = 0;
CREATE TABLE home (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  site TEXT NOT NULL               -- the home's id, from which the chain begins
) STRICT;
CREATE TRIGGER home_is_unchanged BEFORE UPDATE ON home
  BEGIN SELECT RAISE(ABORT, 'the home is not changed'); END;
CREATE TRIGGER home_stays BEFORE DELETE ON home
  BEGIN SELECT RAISE(ABORT, 'the home is not deleted'); END;
CREATE TABLE hour (
  sensor INTEGER NOT NULL REFERENCES sensor,
  hour_ms INTEGER NOT NULL,        -- when it begins
  seal_count INTEGER NOT NULL,     -- versions of its seal
  is_open INTEGER NOT NULL,        -- 1: readings came since the last seal
  touched_ms INTEGER NOT NULL,     -- when the newest came, by the hub's clock
  thing INTEGER REFERENCES entry,  -- seq of its first seal; NULL before
  PRIMARY KEY (sensor, hour_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX hour_by_seal ON hour (thing) WHERE thing IS NOT NULL;
CREATE INDEX hour_open ON hour (touched_ms) WHERE is_open = 1;
CREATE TABLE photo_use (
  sha256 TEXT NOT NULL,            -- 64 hexadecimal digits, the file's name
  seq INTEGER NOT NULL,            -- of the entry
  PRIMARY KEY (sha256, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_use_by_entry ON photo_use (seq);
CREATE TABLE reading (
  sensor INTEGER NOT NULL REFERENCES sensor,
  at_ms INTEGER NOT NULL,          -- the sensor's clock
  value REAL NOT NULL,             -- in the sensor's unit
  delay_ms INTEGER NOT NULL,       -- how much later the hub's clock received it
  flags INTEGER NOT NULL,          -- marks: docs/sensors.md
  late INTEGER NOT NULL,           -- how often its hour had been sealed before it came
  PRIMARY KEY (sensor, at_ms, value)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reading_is_unchanged BEFORE UPDATE ON reading
  BEGIN SELECT RAISE(ABORT, 'readings are not changed'); END;
CREATE TRIGGER reading_stays BEFORE DELETE ON reading
  WHEN EXISTS (SELECT 1 FROM hour WHERE hour.sensor = OLD.sensor
               AND hour.hour_ms = OLD.at_ms - ((OLD.at_ms % 3600000) + 3600000) % 3600000)
  BEGIN SELECT RAISE(ABORT, 'readings are not deleted before they are erased'); END;
CREATE TABLE search_key (
  thing INTEGER NOT NULL,          -- as in head
  role TEXT NOT NULL,              -- name, person, supplier, product, batch, dish, used, meal, store
  value TEXT NOT NULL,             -- a thing's id, or a text in lower case without blanks
  part TEXT NOT NULL,              -- the dish that it is about; empty: the whole
  PRIMARY KEY (role, value, thing, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_by_thing ON search_key (thing);
CREATE TABLE sensor (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE        -- its id in the site file
) STRICT;
CREATE TRIGGER sensor_is_unchanged BEFORE UPDATE ON sensor
  BEGIN SELECT RAISE(ABORT, 'sensors are not changed'); END;
CREATE TRIGGER sensor_stays BEFORE DELETE ON sensor
  BEGIN SELECT RAISE(ABORT, 'sensors are not deleted'); END;
