"""Reading files whole and replacing them in one step, or not at all."""

from __future__ import annotations

import errno
import os
import stat

from cleanup.errors import FileError
from cleanup.start.data import dataclass

MAX_SIZE = 100_000_000  # bytes; `--max-file-size` changes it

_REASONS = {
    errno.ENOENT: "no such file",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EISDIR: "is a directory",
    errno.ENOSPC: "no space left on the device",
}


@dataclass(frozen=True, slots=True)
class Stamped:
    """A file as it was read: its bytes and what told it apart (size in bytes, time, inode)."""

    path: str
    data: bytes
    size: int
    mtime_ns: int
    inode: int

    @property
    def digest(self) -> str:
        """The digest of the bytes, computed when asked for."""
        return digest(self.data)


def digest(data: bytes) -> str:
    """Return the blake2b digest of some bytes, 32 bytes of it in hexadecimal digits."""
    from cleanup.start.digests import blake2b

    return blake2b(data, digest_size=32).hexdigest()


def shown(path: str) -> str:
    """Return a path as it can stand in a line of a message: what cannot be printed is escaped."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)


def shown_here(path: str) -> str:
    """Return a path as a message shows it: from the working directory where it is below that."""
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return shown(path.removeprefix(here))


def failure(path: str, error: OSError) -> FileError:
    """Return the error for the user that an error of the system means: `path: reason`."""
    reason = _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return FileError(f"{shown(path)}: {reason}")


def read_bytes(path: str, max_size: int | None = MAX_SIZE, *, allow_empty: bool = False) -> Stamped:
    """Return the bytes of a regular file of at most `max_size` bytes.

    Raises FileError for a file that cannot be read, has vanished, is a directory or a device, is
    too large, or is empty (unless that is allowed).
    """
    # Opened before it is looked at, so that both speak of one file; not waiting for a pipe.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
        try:
            status = os.fstat(descriptor)
            _refuse_kind(path, status)
            _refuse_size(path, status.st_size, max_size)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                # Room is made for all that is asked for, however little there is.
                data = file.read(status.st_size + 1)
                if len(data) != status.st_size:  # it grew, or is of a kind that tells no size
                    data += file.read(-1 if max_size is None else max_size + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise failure(path, error) from None
    except ValueError:  # a NUL in the name
        raise FileError(f"{shown(path)}: no such file") from None
    _refuse_size(path, len(data), max_size)  # it may have grown meanwhile
    if not data and not allow_empty:
        raise FileError(f"{shown(path)}: empty")
    return Stamped(path, data, status.st_size, status.st_mtime_ns, status.st_ino)


def _refuse_kind(path: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise FileError(f"{shown(path)}: is a directory")
    if not stat.S_ISREG(status.st_mode):
        raise FileError(f"{shown(path)}: not a regular file")


def _refuse_size(path: str, size: int, limit: int | None) -> None:
    if limit is not None and size > limit:
        raise FileError(f"{shown(path)}: too large: {size:,} bytes, --max-file-size is {limit:,}")


def make_folder(path: str, mode: int = 0o777) -> None:
    """Make a folder and those above it, where they are missing. Raises FileError."""
    from pathlib import Path

    try:
        Path(path).mkdir(mode, parents=True, exist_ok=True)
    except OSError as error:
        raise failure(path, error) from None


def write_atomic(
    path: str, data: bytes, mode: int | None = None, expect: Stamped | None = None
) -> None:
    """Put `data` in the place of a file, through symlinks, in one step.

    An interruption leaves the old file or the new one, and nothing beside it. The mode is `mode`,
    else the one the file had; the owner stays where the system allows it. Raises FileError where
    the file cannot be written, or `expect` is given and its bytes are no longer what stands on
    disk. The folder must exist.
    """
    from pathlib import Path

    try:
        real = Path(path).resolve()
        if real.is_symlink():
            raise FileError(f"{shown(path)}: symlinks in a circle")
        old = real.stat() if real.exists() else None
        if old:
            _refuse_kind(path, old)
        # A short name of its own: that of the file may already be as long as names can be.
        temporary = real.with_name(f".cleanup-{os.urandom(8).hex()}.tmp")
        try:
            _write_synced(str(temporary), data, mode, old)
            if expect is not None:
                _refuse_changed(path, str(real), expect)
            temporary.replace(real)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(str(real.parent))
    except OSError as error:
        raise failure(path, error) from None
    except RuntimeError:  # what older versions of Python raise while they resolve the path
        raise FileError(f"{shown(path)}: symlinks in a circle") from None


def _write_synced(path: str, data: bytes, mode: int | None, old: os.stat_result | None) -> None:
    """Write a new file; nobody else reads it before its owner and mode are set."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    fresh = old is None and mode is None
    with os.fdopen(os.open(path, flags, 0o666 if fresh else 0o600), "wb") as file:
        file.write(data)
        file.flush()
        if old is not None:
            _keep_owner(file.fileno(), old)
        if mode is None and old is not None:
            mode = stat.S_IMODE(old.st_mode)
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def _keep_owner(descriptor: int, old: os.stat_result) -> None:
    if not hasattr(os, "fchown"):
        return
    for user, group in ((old.st_uid, -1), (-1, old.st_gid)):
        try:
            os.fchown(descriptor, user, group)
        except OSError:
            continue  # only a privileged user may give a file away


def _refuse_changed(path: str, real: str, expect: Stamped) -> None:
    """Refuse where the bytes on disk are not those that were read; a new time alone is nothing."""
    try:
        now = read_bytes(real, None, allow_empty=True)
    except FileError as error:
        reason = str(error).rpartition(": ")[2]
        raise FileError(f"{shown(path)}: changed since it was read: {reason}") from None
    if now.data != expect.data:
        raise FileError(f"{shown(path)}: changed since it was read; left as it is")


def sync_folder(path: str) -> None:
    """Have the names in a folder written to disk, where the system can do that."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
