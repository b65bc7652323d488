"""What a connection does beside carrying requests: told to go on, cut, closed."""

import json
import resource
import socket
import time

import pytest
import requests

from configuration import configuration
from gateway import Gateway
from mall import CHECKOUT, Mall
from waiting import eventually

HEAD = b"POST /api/synchronous-checkout/checkout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
# In seconds: the time for a body, and some for a slow machine.
PATIENCE, LEEWAY = 10, 5


def connect(gateway):
    return socket.create_connection(("127.0.0.1", int(gateway.url.rpartition(":")[2])), timeout=30)


def heard(connection):
    """All until the server closes the connection."""
    answer = b""
    while part := connection.recv(65536):
        answer += part
    return answer


def test_a_client_that_waits_to_be_asked_for_its_body_is_asked(gateway, front):
    body = json.dumps(Mall(gateway, front).fields()).encode()
    with connect(gateway) as connection:
        connection.sendall(HEAD + b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
        assert connection.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        assert heard(connection).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("expectation", [b"", b"Expect: 100-continue\r\n"])
def test_a_body_that_is_announced_too_large_is_refused_before_it_comes(gateway, expectation):
    with connect(gateway) as connection:
        connection.sendall(HEAD + expectation + b"Content-Length: 262145\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("line", [b"POST /nothing", b"GET /health/live", b"POST " + CHECKOUT.encode()])
def test_what_goes_on_after_its_answer_is_cut(gateway, line):
    with connect(gateway) as connection:
        connection.sendall(line + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        began = time.monotonic()
        assert connection.recv(4096).startswith(b"HTTP/1.1 ")
        connection.settimeout(1)
        is_open = True
        while is_open and time.monotonic() < began + PATIENCE + LEEWAY:
            try:
                connection.sendall(b"x")
                is_open = connection.recv(4096) != b""
            except TimeoutError:
                pass
            except ConnectionError:
                is_open = False
        assert not is_open


def test_a_connection_goes_on_after_a_body_that_nobody_wanted(gateway):
    with connect(gateway) as connection:
        connection.sendall(b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300000)
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = heard(connection)
        assert answer.startswith(b"HTTP/1.1 404 ") and b"HTTP/1.1 200 OK" in answer


@pytest.mark.parametrize("chunks", [b"zz\r\n{}\r\n0\r\n\r\n", b"2\r\n{}"])
def test_a_body_whose_chunks_are_none_is_the_clients_fault(gateway, chunks):
    with connect(gateway) as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4096)
        assert answer.startswith(b"HTTP/1.1 400 "), answer


@pytest.mark.parametrize("more, stays", [(b"", False), (b"Connection: keep-alive\r\n", True)])
def test_a_client_of_http_1_0_finds_its_connection_closed_unless_it_wants_more(gateway, more, stays):
    with connect(gateway) as connection:
        connection.sendall(b"GET /health/live HTTP/1.0\r\n" + more + b"\r\n")
        if stays:
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
            connection.sendall(b"GET /health/live HTTP/1.0\r\n\r\n")
        began = time.monotonic()
        assert heard(connection).startswith(b"HTTP/1.1 200 ")
        assert time.monotonic() < began + LEEWAY, "without waiting for the idle connection's end"


def test_connections_that_do_nothing_leave_the_operators_theirs(tmp_path, front):
    gateway = Gateway(tmp_path, configuration(front.origin))
    files = 256
    gateway.options = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))}
    gateway.start()
    connections = [connect(gateway) for _ in range(files + 50)]
    try:
        assert requests.get(gateway.operations + "/health/ready", timeout=10).ok
        payments = gateway.run("payments", "list")
        assert payments.returncode == 0, payments.stderr
    finally:
        for connection in connections:
            connection.close()
    eventually(lambda: requests.get(gateway.url + "/health/ready", timeout=10).ok, 30, "buyers are served again")
    assert gateway.stop() == 0
