"""Opens a MySQL or MariaDB database from a URL, and turns the driver's errors into ones that a user can act on.

``mysql://user:password@host:3306/shop?ssl_ca=/path/ca.pem``; also ``mysql+pymysql://`` and ``mariadb://``. Options:
``unix_socket``, ``charset``, ``connect_timeout``, ``read_timeout`` (seconds), ``ssl_ca``, ``ssl_cert``, ``ssl_key``,
``ssl_verify_identity`` (true or false), ``ssl_mode`` (DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY).
No message, and nothing that we write, ever holds the password.
"""

from __future__ import annotations

import contextlib
import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pymysql.constants import CR, ER
from sqlalchemy import URL, Connection, Engine, ExceptionContext, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from woosh_split.errors import DatabaseError

CONNECT_TIMEOUT = 10
READ_TIMEOUT = 60
_SCHEMES = frozenset({"mysql", "mysql+pymysql", "mariadb", "mariadb+pymysql"})
_SECRET = re.compile(r"\bIDENTIFIED\b.*", re.DOTALL | re.IGNORECASE)
_EXAMPLE = "mysql://user@host:3306/database, with `:password` behind the user if there is one"
"""Not as a URL with a password: whatever is told goes through what masks them."""

_HINTS = {
    ER.ACCESS_DENIED_ERROR: "Access is denied: check the user name and the password, and that the user may connect from this machine.",
    1698: "Access is denied: check the user name and the password, and that the user may connect from this machine.",
    ER.DBACCESS_DENIED_ERROR: "The user may not use this database: grant it SELECT, SHOW VIEW, TRIGGER and EVENT on it.",
    ER.BAD_DB_ERROR: "There is no such database on that server: check the name at the end of the URL.",
    ER.CON_COUNT_ERROR: "The server has too many connections: try again later.",
    ER.HOST_IS_BLOCKED: "The server blocks this machine after too many failed connections: run FLUSH HOSTS on it.",
    ER.HOST_NOT_PRIVILEGED: "The server does not let this machine connect: allow the user's host on the server.",
    CR.CR_SSL_CONNECTION_ERROR: "The TLS connection failed: check the ssl_ca, ssl_cert and ssl_key options and the server's certificate.",
    3159: "The server insists on TLS: add ?ssl_mode=REQUIRED to the URL.",
}
_LOST = frozenset(
    {
        CR.CR_SERVER_GONE_ERROR,
        CR.CR_SERVER_LOST,
        CR.CR_SERVER_LOST_EXTENDED,
        ER.SERVER_SHUTDOWN,
        ER.QUERY_INTERRUPTED,
        1927,  # MariaDB: connection was killed
        4031,  # MySQL 8: disconnected because of inactivity
    }
)
_NO_RIGHT = frozenset(
    {
        ER.TABLEACCESS_DENIED_ERROR,
        ER.COLUMNACCESS_DENIED_ERROR,
        ER.DBACCESS_DENIED_ERROR,
        ER.SPECIFIC_ACCESS_DENIED_ERROR,
    }
)


@contextlib.contextmanager
def connect(url: str) -> Iterator[Connection]:
    """Yield an open connection to the database that ``url`` names, and close it.

    Raises:
        DatabaseError: the URL is wrong, or the server is away, refuses us, or is lost while the caller works.
    """
    parsed = parse_url(url)
    socket = _option(parsed, "unix_socket")
    if socket and not Path(socket).exists():  # PyMySQL would leak its own socket here
        raise DatabaseError(
            f"The database {parsed.database!r} at {place_of(parsed)} cannot be opened: there is no such socket. "
            "Check unix_socket, and that the server runs."
        )
    engine = _engine(parsed)
    try:
        try:
            connection = engine.connect()
        except (SQLAlchemyError, OSError, ValueError, RuntimeError) as error:
            raise _refused(parsed, error) from error
        try:
            yield connection
        except DBAPIError as error:
            raise _failed(parsed, error) from error
        finally:
            with contextlib.suppress(SQLAlchemyError, OSError):
                connection.close()
    finally:
        engine.dispose()


def parse_url(url: str) -> URL:
    """Return the checked URL.

    Raises:
        DatabaseError: it is no URL of a MySQL or MariaDB database.
    """
    try:
        parsed = make_url(url.strip())
        port = parsed.port
    except (ArgumentError, ValueError):
        raise DatabaseError(f"The database URL cannot be read. Write it as {_EXAMPLE}.") from None
    if parsed.drivername not in _SCHEMES:
        raise DatabaseError(
            f"The database URL begins with {parsed.drivername}://, but only MySQL and MariaDB are read. "
            f"Write it as {_EXAMPLE}."
        )
    if "@" in (parsed.host or ""):
        # What stands before it is the end of a password, and no host to be named in a message.
        raise DatabaseError(
            "The database URL has an @ in its user or password: there it is written as %40. "
            f"Write it as {_EXAMPLE}."
        )
    if port is not None and not 0 < port < 65536:
        raise DatabaseError(f"The database URL's port {port} is no port. Write it as {_EXAMPLE}.")
    if not parsed.database:
        raise DatabaseError(f"The database URL names no database. Write it as {_EXAMPLE}.")
    return parsed


def is_lost(code: int) -> bool:
    """Whether a number of the driver's says that the connection is gone."""
    return code in _LOST


def is_lost_with(error: DBAPIError) -> bool:
    """Whether the connection is gone, by an error of SQLAlchemy's."""
    code, text = _code(error)
    return error.connection_invalidated or is_lost(code) or "timed out" in text


def place_of(url: URL) -> str:
    """Return where the server is, for messages: host and port, or the socket."""
    socket = _option(url, "unix_socket")
    return f"socket {socket}" if socket else f"{url.host or 'localhost'}:{url.port or 3306}"


def _engine(url: URL) -> Engine:
    target = URL.create("mysql+pymysql", url.username, url.password, url.host, url.port, url.database)
    engine = create_engine(target, connect_args=_arguments(url), poolclass=NullPool)
    event.listen(engine, "handle_error", _without_password)
    return engine


def _without_password(context: ExceptionContext) -> None:
    """Take the password out of an error's own text: a traceback shows the statement that was refused."""
    error = context.sqlalchemy_exception
    if error is not None and error.statement:
        error.statement = _SECRET.sub("IDENTIFIED ***", error.statement)


def _option(url: URL, name: str) -> str:
    value = url.query.get(name, "")
    return value if isinstance(value, str) else value[-1]


def _arguments(url: URL) -> dict[str, Any]:
    """Return PyMySQL's arguments for the URL's options."""
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_TIMEOUT,
        "read_timeout": READ_TIMEOUT,
        "write_timeout": READ_TIMEOUT,
        "charset": "utf8mb4",
    }
    for name in url.query:
        value = _option(url, name)
        if name in ("connect_timeout", "read_timeout"):
            if not value.isdigit() or int(value) < 1:
                raise DatabaseError(
                    f"The database URL's option {name} must be a number of seconds, as in ?{name}=30."
                )
            arguments[name] = int(value)
        elif name in ("unix_socket", "charset"):
            arguments[name] = value
        elif name not in _TLS_OPTIONS:
            known = ", ".join(
                sorted({"connect_timeout", "read_timeout", "unix_socket", "charset", *_TLS_OPTIONS})
            )
            raise DatabaseError(f"The database URL's option {name!r} is not known. Known are: {known}.")
    context = _tls(url)
    if context is not None:
        arguments["ssl"] = context
    return arguments


_TLS_OPTIONS = ("ssl", "ssl_ca", "ssl_cert", "ssl_key", "ssl_mode", "ssl_verify_identity")


def _tls(url: URL) -> ssl.SSLContext | None:
    """Return the TLS settings, or None when the URL asks for none."""
    mode = (_option(url, "ssl_mode") or ("REQUIRED" if _is_true(_option(url, "ssl")) else "")).upper()
    if mode in ("", "REQUIRED", "VERIFY_CA") and _is_true(_option(url, "ssl_verify_identity")):
        mode = "VERIFY_IDENTITY"
    ca, certificate, key = (_option(url, name) for name in ("ssl_ca", "ssl_cert", "ssl_key"))
    if mode in ("DISABLED", "PREFERRED") or not (mode or ca or certificate):
        return None
    if mode not in ("", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"):
        raise DatabaseError(
            "The database URL's option ssl_mode must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY."
        )
    try:
        context = ssl.create_default_context(cafile=ca or None)
        if certificate:
            context.load_cert_chain(certificate, key or None)
    except (OSError, ssl.SSLError) as error:
        raise DatabaseError(f"The certificate files of the database URL cannot be read: {error}.") from error
    context.check_hostname = mode == "VERIFY_IDENTITY"
    if not ca and mode not in ("VERIFY_CA", "VERIFY_IDENTITY"):
        context.verify_mode = ssl.CERT_NONE
    return context


def _is_true(text: str) -> bool:
    return text.lower() in ("1", "true", "yes", "on")


def _code(error: BaseException) -> tuple[int, str]:
    """Return the driver's error number and text, 0 when there is none."""
    original = getattr(error, "orig", None) or error
    arguments = getattr(original, "args", ())
    if arguments and isinstance(arguments[0], int):
        return arguments[0], str(arguments[1]) if len(arguments) > 1 else ""
    return 0, str(original)


def _refused(url: URL, error: Exception) -> DatabaseError:
    """Return what to tell about a connection that did not come about."""
    code, text = _code(error)
    what = f"The database {url.database!r} at {place_of(url)} cannot be opened"
    user = f" as user {url.username!r}" if url.username else ""
    if code in _HINTS:
        return DatabaseError(f"{what}{user}. {_HINTS[code]}")
    if (
        "Name or service not known" in text
        or "getaddrinfo" in text
        or "resolution" in text
        or "nodename" in text
    ):
        return DatabaseError(f"{what}: the host name is unknown. Check the URL, or the network.")
    if "refused" in text:
        return DatabaseError(f"{what}: nothing listens there. Check host and port, and that the server runs.")
    if "timed out" in text:
        return DatabaseError(f"{what}: the server does not answer. Check host, port and firewall.")
    if code in _LOST:
        return DatabaseError(f"{what}: the server closes the connection at once. Look into its log.")
    reason = " ".join(text.split()) or type(error).__name__
    return DatabaseError(f"{what}{user}: {reason}. Check the URL and the server's log.")


def _failed(url: URL, error: DBAPIError) -> DatabaseError:
    """Return what to tell about a connection that was lost, or a query that failed, half-way."""
    code, text = _code(error)
    what = f"The database {url.database!r} at {place_of(url)}"
    if is_lost_with(error):
        return DatabaseError(f"{what} was lost half-way. Check that the server still runs, then try again.")
    if code in _NO_RIGHT:
        return DatabaseError(
            f"{what} refuses the user {url.username!r} a right that is needed here: {text}. Grant it, then try again."
        )
    return DatabaseError(f"{what} refuses a statement of ours: {text}. Look into the server's log.")
