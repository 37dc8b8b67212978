"""The servers of the gateway's tests die whole: nobody is left at the other end of an open connection."""

from __future__ import annotations

import socket
import threading
import time

from traffic_sides import Side


def test_a_connection_that_is_accepted_while_the_server_dies_is_closed() -> None:
    """The gateway would wait for its answer until the route's deadline, and say 504 where a test awaits a refusal."""
    held, go = threading.Event(), threading.Event()
    with Side("dying") as side:
        side._loop.call_soon_threadsafe(lambda: (held.set(), go.wait(20)))
        assert held.wait(20)
        with socket.create_connection(("127.0.0.1", side.port), timeout=20) as client:
            client.sendall(b"GET /x HTTP/1.1\r\n\r\n")
            # The loop finds the connection and the wish to end in one round.
            dying = threading.Thread(target=side.__exit__)
            dying.start()
            time.sleep(0.1)
            go.set()
            dying.join()
            assert client.recv(100) == b""
