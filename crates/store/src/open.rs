//! Is this file a record, and may it be written to? Nothing is changed in a file that is not ours.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::{Store, StoreError, schema};

/// How long one program waits for another that is writing. A batch takes well under a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// Every SQLite file begins so.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The log grows to so many pages before they are written into the file.
const CHECKPOINT_PAGES: i64 = 16_000;
/// Pages of a record are kept in so much memory.
const CACHE_KIBIBYTES: i64 = 64 * 1024;

/// Opens a record to add to it, and makes it if there is none.
pub(crate) fn to_write(path: &Path) -> Result<Store, StoreError> {
    create(path)?;
    check_head(path)?;
    let failed = |error: rusqlite::Error| StoreError::of_sqlite(path, "could not be opened to write", &error);
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    check_version(path, &connection)?;
    // Readers go on reading the state before a batch while it is written.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    // What was committed is on the disk, also when the power fails.
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    // The index of words is rewritten while it grows; a checkpoint every few megabytes would write each page many times.
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES).map_err(failed)?;
    schema::migrate(&mut connection).map_err(failed)?;
    Ok(Store { path: path.to_path_buf(), connection })
}

/// Opens a record to look things up.
pub(crate) fn to_read(path: &Path) -> Result<Store, StoreError> {
    if !path.exists() {
        return Err(StoreError::new(path, "there is no record here", "`quell add PATH… --store FILE` makes one"));
    }
    check_head(path)?;
    // Readers share the file with writers, for which they must be able to write beside it. Where they cannot, nobody else can either.
    let shared = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|connection| schema::version(&connection).map(|_| connection));
    let connection = match shared {
        Ok(connection) => connection,
        // What still stands in the log beside the file would be overlooked.
        Err(error) if has_log(path) => return Err(StoreError::of_sqlite(path, "could not be opened to read", &error)),
        Err(_) => connect_alone(path).map_err(|error| StoreError::of_sqlite(path, "could not be opened to read", &error))?,
    };
    check_version(path, &connection)?;
    let mut store = Store { path: path.to_path_buf(), connection };
    let is_old = store.tried("could not be read", schema::version)? < schema::VERSION;
    if is_old {
        let outcome = schema::migrate(&mut store.connection);
        outcome.map_err(|error| StoreError::of_sqlite(path, "is of an older version and could not be brought up to date", &error))?;
    }
    Ok(store)
}

/// Makes the file, for nobody's eyes but its owner's; what SQLite puts beside it gets the same permissions.
fn create(path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Ok(());
    }
    let failed = |error: std::io::Error| {
        StoreError::new(path, format!("the record could not be made: {error}"), "check the path and the permissions of its folder")
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(failed(error)),
        _ => Ok(()),
    }
}

/// Refuses what is no SQLite file. An empty file is a record in which nothing is yet.
fn check_head(path: &Path) -> Result<(), StoreError> {
    let mut head = [0; MAGIC.len()];
    let read = File::open(path)
        .and_then(|mut file| if file.metadata()?.len() == 0 { Ok(false) } else { file.read_exact(&mut head).map(|()| true) });
    match read {
        Ok(false) => Ok(()),
        Ok(true) if &head == MAGIC => Ok(()),
        Err(error) if error.kind() != ErrorKind::UnexpectedEof => {
            Err(StoreError::new(path, format!("could not be opened: {error}"), "check the path and the permissions of the file"))
        }
        _ => Err(not_ours(path)),
    }
}

fn not_ours(path: &Path) -> StoreError {
    StoreError::new(path, "this is not a record of Quell, and nothing in it was changed", "name another file with `--store`")
}

/// Refuses the databases of others, and records that a newer program made.
fn check_version(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let failed = |error: rusqlite::Error| StoreError::of_sqlite(path, "could not be opened", &error);
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(failed)?;
    let found = schema::version(connection).map_err(failed)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    let is_empty = application == 0 && found == 0 && tables == 0;
    if application != schema::APPLICATION_ID && !is_empty {
        return Err(not_ours(path));
    }
    if found > schema::VERSION {
        let message = format!("this record is of version {found}, and this program knows none after {}", schema::VERSION);
        return Err(StoreError::new(path, message, "use the newer Quell that made it"));
    }
    Ok(())
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    prepare(&connection)?;
    Ok(connection)
}

/// Whether batches stand beside the file that are not yet in it.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_os_string();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// Reads a file that nobody may write to, as if it stood on a disk that cannot change.
fn connect_alone(path: &Path) -> rusqlite::Result<Connection> {
    let escaped: String = path.to_string_lossy().chars().fold(String::new(), |mut uri, character| {
        match character {
            '%' | '?' | '#' => uri.push_str(&format!("%{:02X}", character as u32)),
            other => uri.push(other),
        }
        uri
    });
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), access)?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIBIBYTES)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // A record is a file of somebody's: nothing in its schema may run code.
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    // A statement is planned once, and not again for every value that it is asked with.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
