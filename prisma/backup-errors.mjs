// Why a backup could not be made, said to the person who waits for it.

/** A backup that could not be made or does not hold what it should. Its message is the end of a sentence. */
export class BackupError extends Error {
  name = 'BackupError'
}

/**
 * The reason of a failed backup as the end of a sentence. It quotes no address of a database, which may hold a password.
 * @param {any} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (error instanceof BackupError) return error.message
  switch (String(error?.code)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
    case 'SQLITE_FULL':
      return 'there is no room left where it is written'
    case 'SQLITE_IOERR':
    case 'SQLITE_IOERR_READ':
    case 'SQLITE_IOERR_WRITE':
    case 'SQLITE_IOERR_FSYNC':
      return 'the disk is full or failing'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
      return 'this user may not write there'
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return 'the folder is not there and can not be made'
    case 'EEXIST':
      return 'there is a file of that name already, which is never overwritten'
    case 'SQLITE_CANTOPEN':
      return 'the database file can not be opened'
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return 'the database file is damaged, or is not a SQLite database'
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return 'the PostgreSQL server does not answer'
    case '28P01':
    case '28000':
      return 'PostgreSQL refused the user or the password'
    case '3D000':
      return 'the PostgreSQL server has no such database'
    case '42501':
      return 'the PostgreSQL user may not read every table'
  }
  return error instanceof Error ? error.message : String(error)
}
