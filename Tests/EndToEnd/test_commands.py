"""The program as an operator meets it: commands, exit statuses, signals, logs."""

import base64
import contextlib
import copy
import hashlib
import http.client
import json
import os
import pty
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest
import requests

from configuration import configuration
from gateway import BINARY
from mall import ASYNCHRONOUS_CANCEL, CHECKOUT, Mall, key_of, new_order, press
from waiting import eventually

COMMANDS = [[], ["serve"], ["demo"], ["check"], ["providers"], ["version"], ["payments"]]
COMMANDS += [["payments", name] for name in ("list", "show", "verify", "resolve")]
OPERATION = "a" * 32
WRONG_DECISIONS = ["--as done", f"--as paid --cancellation {OPERATION}", "--as done --cancellation short"]


def run(*arguments, **more):
    return subprocess.run(
        [BINARY, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, **more
    )


def test_version_is_one_line():
    answer = run("version")
    assert (answer.returncode, answer.stdout.count("\n")) == (0, 1)
    assert answer.stdout.startswith("pg-gateway ")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command):
    answer = run(*command, "--help")
    assert answer.returncode == 0 and "USAGE: pg-gateway" in answer.stdout


@pytest.mark.parametrize(
    "command",
    ["no-such-command", "serve --no-such-option", "payments show", "payments verify", "payments list --state no-such"]
    + ["payments resolve KEY", "payments resolve KEY --as maybe --by Kim --reason asked", "serve --config"]
    + ["payments resolve KEY --as paid --by Kim", "providers surplus", "check surplus", "version surplus"]
    + [f"payments resolve KEY {how} --by Kim --reason asked" for how in WRONG_DECISIONS]
    + ["providers --script --json", "demo --port 99999", "payments list --limit=-1", "payments list --limit 0"]
    + ["notifications list --limit=-1", "help bogus", "help payments bogus", "payments bogus"]
    + ["payments refund KEY --bank 04 --account 1 --holder=", "payments refund KEY --bank= --account= --holder="],
)
def test_wrong_use_is_64(command):
    answer = run(*command.split())
    assert answer.returncode == 64, answer.stdout + answer.stderr
    assert "Usage" in answer.stderr or "USAGE" in answer.stderr or "See" in answer.stderr


@pytest.mark.parametrize("words", ["bogus --help", "bogus -h", "bogus surplus --help", "payments bogus --help", "help bogus"])
def test_help_with_a_command_that_is_none_says_which_there_are(words):
    answer = run(*words.split())
    assert (answer.returncode, answer.stdout) == (64, "")
    assert "There is no command bogus." in answer.stderr
    names = ["list", "show", "refund"] if "payments" in words else ["serve", "check", "new-provider", "version"]
    assert all(name in answer.stderr for name in names), answer.stderr


def test_the_matrix_names_every_module_in_each_form():
    rows = json.loads(run("providers", "--json").stdout)
    names = [row["id"] for row in rows]
    assert "mock" in names and names == sorted(set(names))
    text, markdown = run("providers").stdout, run("providers", "--markdown").stdout
    assert all(f"{name}  " in text and f"| `{name}` |" in markdown for name in names)
    (inicis,) = (row for row in rows if row["id"] == "kg-inicis")
    assert "clientIp" in inicis["settings"] and "signKey" in inicis["accountFields"]
    assert "settings           baseURL, clientIp" in text and "hashKey (optional)" in text


@pytest.mark.parametrize("words", [[], ["serve"], ["payments", "list"]], ids=" ".join)
def test_help_helps_with_each_command(words):
    answer = run("help", *words)
    assert answer.returncode == 0 and f"USAGE: pg-gateway {' '.join(words)}".strip() in answer.stdout


def test_the_table_in_the_readme_is_the_programs_own():
    table = run("providers", "--markdown").stdout.strip()
    assert table in (Path(__file__).parents[2] / "README.md").read_text(), "put the output of `pg-gateway providers --markdown` there"


def test_the_script_that_malls_register_is_printed_with_its_integrity(gateway):
    answer = gateway.run("providers", "--script")
    assert answer.returncode == 0, answer.stderr
    told = dict(line.split(": ", 1) for line in answer.stdout.splitlines())
    script = requests.get(told["src"], timeout=30)
    assert script.ok and told["src"].startswith(gateway.url)
    assert told["integrity"] == "sha384-" + base64.b64encode(hashlib.sha384(script.content).digest()).decode()


def wrong_files():
    good = configuration("http://127.0.0.1:9")

    def changed(change):
        file = copy.deepcopy(good)
        change(file)
        return json.dumps(file)

    shop = lambda file: file["malls"]["demomall"]["shops"]["1"]  # noqa: E731
    yield "an unknown key", changed(lambda file: file["server"].update(colour=1)), "server.colour"
    yield "a wrong type", changed(lambda file: file["server"].update(listen=8080)), "server.listen"
    module = changed(lambda file: file["providers"]["mock"].update(module="mok"))
    yield "an unknown module", module, "providers.mock.module"
    provider = changed(lambda file: shop(file).update(provider="mok"))
    yield "an unknown provider", provider, "malls.demomall.shops.1.provider"
    yield (
        "a missing account field",
        changed(lambda file: shop(file)["account"].pop("secretKey")),
        "malls.demomall.shops.1.account.secretKey",
    )
    yield (
        "a secret that resolves to nothing",
        changed(lambda file: file["cafe24"].update(serviceKeys=[{"env": "NO_SUCH_VARIABLE"}])),
        "cafe24.serviceKeys.0",
    )
    currency = changed(lambda file: shop(file).update(currency="KRX"))
    yield "an unknown currency", currency, "malls.demomall.shops.1.currency"
    yield "no public address", changed(lambda file: file["server"].pop("publicURL")), "server.publicURL"
    yield "no service key", changed(lambda file: file["cafe24"].update(serviceKeys=[])), "cafe24.serviceKeys"
    yield "a short sealing key", changed(lambda file: file["sealingKeys"][0].update(key="AAAA")), "sealingKeys.0.key"
    yield "a public address with literal secrets", changed(
        lambda file: file["server"].update(publicURL="https://pay.example.com")
    ), "cafe24.clientSecret"
    twice = json.dumps(good).replace('"database":', '"database": "sqlite:a.sqlite", "database":')
    yield "a key twice", twice, "database"
    yield "no JSON", '{"server": ', ""
    yield "an empty file", "", ""


WRONG_FILES = list(wrong_files())


@pytest.mark.parametrize("text, place", [file[1:] for file in WRONG_FILES], ids=[file[0] for file in WRONG_FILES])
def test_serve_refuses_what_check_refuses_and_both_say_where(tmp_path, text, place):
    (tmp_path / "providers.json").write_text(text)
    checked, served = run("check", cwd=tmp_path), run("serve", cwd=tmp_path)
    assert (checked.returncode, served.returncode) == (1, 1), checked.stderr + served.stderr
    assert place in checked.stderr and place in served.stderr, checked.stderr
    assert checked.stderr.strip() and not checked.stdout
    assert not list(tmp_path.glob("*.sqlite")), "nothing is made before the file is right"


def test_check_says_everything_at_once(tmp_path, front):
    file = configuration(front.origin)
    file["server"]["colour"] = 1
    file["cafe24"]["serviceKeys"] = []
    del file["database"]
    (tmp_path / "providers.json").write_text(json.dumps(file))
    said = run("check", cwd=tmp_path).stderr
    assert all(place in said for place in ("server.colour", "cafe24.serviceKeys", "database")), said


def test_a_missing_file_is_named(tmp_path):
    for command in ("check", "serve", "payments list"):
        answer = run(*command.split(), "--config", "elsewhere.json", cwd=tmp_path)
        assert answer.returncode == 1 and "elsewhere.json: cannot be read: there is no such file" in answer.stderr
    answer = run("check", "--config", ".", cwd=tmp_path)
    assert answer.returncode == 1 and ".: cannot be read: it is a folder" in answer.stderr


def test_a_right_file_is_fine(gateway):
    assert gateway.run("check").returncode == 0
    checked = gateway.run("check", "--database")
    assert checked.returncode == 0, checked.stderr


def test_one_database_has_one_serve(gateway, front, tmp_path):
    second = copy.deepcopy(gateway.configuration)
    second["server"] = configuration(front.origin)["server"]
    second["database"] = f"sqlite:{gateway.folder}/gateway.sqlite"
    (tmp_path / "providers.json").write_text(json.dumps(second))
    answer = run("serve", cwd=tmp_path)
    assert answer.returncode == 1
    assert "gateway.sqlite" in answer.stderr, answer.stderr
    assert gateway.is_ready()


@pytest.mark.parametrize("how", ["symbolic link", "hard link", "without its lock file"])
def test_one_database_has_one_serve_by_whatever_name(serve, front, tmp_path, how):
    gateway = serve()
    second = copy.deepcopy(gateway.configuration)
    second["server"] = configuration(front.origin)["server"]
    name, database = gateway.folder / "other.sqlite", gateway.folder / "gateway.sqlite"
    if how == "symbolic link":
        name.symlink_to(database)
    elif how == "hard link":
        name.hardlink_to(database)
    else:
        name = database
        gateway.folder.joinpath("gateway.sqlite.lock").unlink(missing_ok=True)
    second["database"] = f"sqlite:{name}"
    (tmp_path / "providers.json").write_text(json.dumps(second))
    answer = run("serve", cwd=tmp_path)
    assert answer.returncode == 1 and "served by another process" in answer.stderr, answer.stderr


def sealing(name, byte):
    return {"id": name, "key": base64.b64encode(bytes([byte]) * 32).decode()}


def test_a_database_is_not_opened_without_the_keys_that_sealed_in_it(serve, front):
    gateway = serve()
    order_id = new_order()
    Mall(gateway, front).buy(order_id)
    assert gateway.stop() == 0
    (kept,) = gateway.configuration["sealingKeys"]
    new = sealing("new", 1)
    for keys in ([new], [sealing(kept["id"], 2)], [new, sealing(kept["id"], 2)]):
        gateway.configuration["sealingKeys"] = keys
        gateway.write()
        for command in (["serve"], ["check", "--database"], ["payments", "list"], ["payments", "refund", order_id]):
            answer = gateway.run(*command)
            assert answer.returncode == 1, f"{command}: {answer.stdout}"
            assert f"the key {kept['id']} " in answer.stderr and "Put " in answer.stderr, answer.stderr
    gateway.configuration["sealingKeys"] = [new, kept]
    gateway.write()
    gateway.start()
    assert gateway.payment_of(order_id)["state"] == "paid"


def test_a_clean_end_leaves_the_ledger_in_one_file(serve, front, tmp_path):
    gateway = serve()
    key = Mall(gateway, front).buy()["key"]
    assert gateway.stop() == 0
    log = gateway.folder / "gateway.sqlite-wal"
    assert not log.exists() or log.stat().st_size == 0
    for name in ("gateway.sqlite", "providers.json"):
        shutil.copy(gateway.folder / name, tmp_path)
    assert key in run("payments", "list", cwd=tmp_path).stdout


LOOKS = [["payments", "list"], ["payments", "list", "--json"], ["notifications", "list"], ["check", "--database"]]


@pytest.mark.parametrize("command", LOOKS, ids=" ".join)
def test_a_command_that_only_looks_makes_no_database(tmp_path, front, command):
    (tmp_path / "providers.json").write_text(json.dumps(configuration(front.origin)))
    answer = run(*command, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert f"there is no database at {tmp_path}/gateway.sqlite yet" in answer.stderr, answer.stderr
    assert "[]" in answer.stdout if "--json" in command else "no " in answer.stdout
    missing = run("payments", "show", "20260519-9999999", cwd=tmp_path)
    assert missing.returncode == 1 and "there is no database" in missing.stderr
    assert not list(tmp_path.glob("*.sqlite*"))


def test_a_locked_database_is_waited_for_and_no_backup_is_asked_for(serve, front):
    gateway = serve()
    Mall(gateway, front).buy()
    assert gateway.stop() == 0
    holder = sqlite3.connect(gateway.folder / "gateway.sqlite", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        answer = gateway.run("payments", "list")
        assert answer.returncode == 1, answer.stdout
        assert "another process holds the database" in answer.stderr and "backup" not in answer.stderr, answer.stderr
    finally:
        holder.close()


def test_a_database_of_a_later_version_is_refused(serve):
    gateway = serve()
    assert gateway.stop() == 0
    with sqlite3.connect(gateway.folder / "gateway.sqlite") as database:
        database.execute("INSERT INTO grdb_migrations VALUES ('999 later')")
    answer = gateway.run("serve")
    assert answer.returncode == 1 and "later version" in answer.stderr, answer.stderr


DEAF = [">/dev/full", ">&-", "| true"]


def shell(folder, command, ending):
    """Runs a command whose output nobody takes; the command's own exit status and what it said on standard error."""
    line = f"'{BINARY}' {command} {ending}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60)
    assert "Fatal" not in done.stderr, done.stderr
    return done.returncode


@pytest.mark.parametrize("ending", [*DEAF, "2>/dev/full", "2>&-", ">&- 2>&-"])
def test_a_refund_that_nobody_hears_of_is_done_once_and_says_so_by_its_status(gateway, front, ending):
    key = Mall(gateway, front).buy()["key"]
    assert shell(gateway.folder, f"payments refund {key} --amount 100", ending) == 0
    assert gateway.ledger()[key]["cancelled"] == 100
    assert shell(gateway.folder, f"payments refund {key} --amount 999999", ending) == 1
    assert gateway.ledger()[key]["cancelled"] == 100


@pytest.mark.parametrize("ending", DEAF[:2])
@pytest.mark.parametrize(
    "command", ["version", "check", "providers", "providers --script", "payments list", "notifications list", "payments show"]
)
def test_an_answer_that_cannot_be_written_is_a_failure_and_no_crash(gateway, front, command, ending):
    if command == "payments show":
        command += " " + Mall(gateway, front).buy()["key"]
    assert shell(gateway.folder, command, ending) == 1


def test_trouble_that_nobody_hears_of_is_trouble_all_the_same(gateway):
    for ending in ("2>/dev/full", "2>&-"):
        assert shell(gateway.folder, "payments show no-such-payment", ending) == 1


def test_serve_without_its_streams_writes_its_log_nowhere(serve, front):
    gateway = serve()
    Mall(gateway, front).buy()
    assert gateway.stop() == 0
    line = f"exec '{BINARY}' serve <&- >&- 2>&-"
    gateway.process = subprocess.Popen(["bash", "-c", line], cwd=gateway.folder)
    eventually(gateway.is_ready, 30, "it is ready")
    Mall(gateway, front).buy()
    assert gateway.stop() == 0
    assert (gateway.folder / "gateway.sqlite").read_bytes().startswith(b"SQLite format 3\0")
    assert len(gateway.payments()) == 2


@pytest.mark.parametrize("listener", ["listen", "operations"])
def test_a_taken_port_is_said(tmp_path, front, listener):
    file = configuration(front.origin)
    host, port = file["server"][listener].split(":")
    with socket.create_server((host, int(port))):
        (tmp_path / "providers.json").write_text(json.dumps(file))
        answer = run("serve", cwd=tmp_path)
    assert answer.returncode == 1
    assert "port is taken" in answer.stderr and port in answer.stderr, answer.stderr
    if listener == "operations":
        assert "server.operations" in answer.stderr, f"the advice names the wrong key: {answer.stderr}"


def unstartable(trouble, folder, file):
    if trouble == "settings":
        file["providers"]["mock"]["settings"] = {"approver": "nobody"}
    elif trouble == "postgres":
        file["database"] = "postgres://gateway:hush@db.example:5432/payments"
    elif trouble == "corrupt":
        (folder / "gateway.sqlite").write_bytes(b"this is no database, whatever its name says\n" * 100)
    elif trouble == "no folder":
        file["database"] = "sqlite:no/such/folder/gateway.sqlite"


@pytest.mark.parametrize(
    "trouble, words",
    [
        ("settings", "approver"),
        ("postgres", "PostgreSQL"),
        ("corrupt", "gateway.sqlite cannot be used: file is not a database"),
        ("no folder", "no/such/folder"),
    ],
)
def test_what_cannot_start_says_why_in_a_sentence(tmp_path, front, trouble, words):
    file = configuration(front.origin)
    unstartable(trouble, tmp_path, file)
    (tmp_path / "providers.json").write_text(json.dumps(file))
    answer = run("serve", cwd=tmp_path)
    assert answer.returncode == 1, answer.stderr
    assert words in answer.stderr and "Fatal error" not in answer.stderr and "hush" not in answer.stderr


def ended_after(gateway):
    began = time.monotonic()
    assert gateway.stop() == 0, gateway.log()
    return time.monotonic() - began


def test_sigterm_ends_an_idle_gateway_at_once(serve):
    assert ended_after(serve()) < 2


def test_sigterm_does_not_wait_for_idle_connections(serve):
    gateway = serve()
    for url in (gateway.url, gateway.operations):
        kept = http.client.HTTPConnection(url.removeprefix("http://"))
        kept.request("GET", "/health/live")
        assert kept.getresponse().read()
    silent = socket.create_connection(("127.0.0.1", int(gateway.url.rpartition(":")[2])))
    assert ended_after(gateway) < 2
    silent.close()


@pytest.mark.parametrize(
    "half", [b"POST /api/synchronous-checkout/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{", b"POST /api"]
)
def test_sigterm_does_not_wait_for_half_a_request(serve, half):
    gateway = serve()
    sent = socket.create_connection(("127.0.0.1", int(gateway.url.rpartition(":")[2])))
    sent.sendall(half)
    requests.get(f"{gateway.url}/health/live", timeout=5)
    assert ended_after(gateway) < 2
    sent.close()


def test_half_a_body_is_answered_in_time(gateway):
    sent = socket.create_connection(("127.0.0.1", int(gateway.url.rpartition(":")[2])), timeout=20)
    sent.sendall(b"POST /api/synchronous-checkout/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    answer = sent.recv(4096)
    assert answer.startswith(b"HTTP/1.1 408 "), answer
    sent.close()


def test_each_listener_is_said_once_and_the_database_is_the_owners(gateway):
    lines = [json.loads(line)["message"] for line in gateway.log().splitlines()]
    assert lines.count("listening") == 2 and not [line for line in lines if line.startswith("Server started")]
    assert (gateway.folder / "gateway.sqlite").stat().st_mode & 0o777 == 0o600


def test_an_address_of_another_machine_names_its_key(tmp_path, front):
    file = configuration(front.origin)
    file["server"]["operations"] = "203.0.113.7:8081"
    (tmp_path / "providers.json").write_text(json.dumps(file))
    answer = run("serve", cwd=tmp_path)
    assert answer.returncode == 1
    assert "203.0.113.7:8081" in answer.stderr and "server.operations" in answer.stderr, answer.stderr


def test_the_schema_is_the_committed_one_and_takes_the_sample():
    root = Path(__file__).parents[2]
    schema = run("check", "--schema").stdout
    assert schema == (root / "providers.schema.json").read_text(), "write it anew: pg-gateway check --schema"
    validator = jsonschema.Draft202012Validator(json.loads(schema))
    jsonschema.Draft202012Validator.check_schema(validator.schema)
    sample = json.loads((root / "providers.json").read_text())
    assert list(validator.iter_errors(sample)) == []
    assert list(validator.iter_errors(configuration("http://127.0.0.1:9"))) == []
    for path in ([], ["server"], ["cafe24"], ["providers", "mock"], ["malls", "demomall", "account"]):
        wrong = copy.deepcopy(sample)
        part = wrong
        for step in path:
            part = part[step]
        part["colour"] = 1
        assert not validator.is_valid(wrong), path


def test_check_warns_where_nobody_confirms_a_cancellation(tmp_path):
    file = configuration("https://shop.example.com")
    file["server"]["publicURL"] = "https://pay.example.com"
    names = {"KEY": file["sealingKeys"][0]["key"], "A": "a-hush", "B": "b-hush", "C": "c-hush"}
    file["sealingKeys"][0]["key"] = {"env": "KEY"}
    file["cafe24"].update(clientID="client-of-ours", clientSecret={"env": "A"}, serviceKeys=[{"env": "B"}])
    file["malls"]["demomall"]["domains"] = ["shop.example.com"]
    mall = file["malls"]["demomall"]
    for account in (mall["account"], mall["shops"]["1"]["account"]):
        account.update(publicKey="merchant", secretKey={"env": "C"})
    for settings, is_warned in (({}, True), ({"confirmCancellations": True}, False)):
        file["cafe24"].update(settings)
        (tmp_path / "providers.json").write_text(json.dumps(file))
        answer = run("check", cwd=tmp_path, env={**os.environ, **names})
        assert answer.returncode == 0, answer.stderr
        assert ("cafe24.confirmCancellations" in answer.stderr) == is_warned, answer.stderr


def test_sigterm_lets_a_call_to_the_pg_end_and_answers_its_request(serve, front):
    gateway = serve()
    mall = Mall(gateway, front)
    url = mall.open()
    gateway.fault("verify", "hang", 1)
    click = press(url, "approve")
    answers = []
    caller = threading.Thread(
        target=lambda: answers.append(requests.get(click.headers["location"], allow_redirects=False, timeout=90))
    )
    caller.start()
    eventually(lambda: gateway.ledger()[key_of(url)]["calls"]["verify"] == 1, 10, "the PG hangs")
    assert ended_after(gateway) < 65
    caller.join(10)
    (answer,) = answers
    assert answer.status_code in (302, 303) and answer.headers["location"].startswith(front.return_url)
    told = "result_code=0000" in answer.headers["location"]

    gateway.start()
    eventually(
        lambda: (row := gateway.ledger()[key_of(url)])["paid"] - row["cancelled"] == (12000 if told else 0)
        and gateway.payments()[0]["state"] in ("paid", "cancelled", "abandoned", "declined"),
        90,
        "the next run brings it to rest",
        every=1,
    )


def test_sigterm_leaves_a_return_its_inquiries(serve, front):
    gateway = serve()
    url = Mall(gateway, front).open()
    gateway.fault("verify", "timeoutAfterCommit", 1, delay_ms=2000)
    click = press(url, "approve")
    with ThreadPoolExecutor() as pool:
        back = pool.submit(requests.get, click.headers["location"], allow_redirects=False, timeout=90)
        eventually(lambda: gateway.ledger()[key_of(url)]["calls"]["verify"] == 1, 10, "the PG is slow")
        assert gateway.stop() == 0, gateway.log()
        assert "result_code=0000" in back.result().headers["location"]


@pytest.mark.parametrize("fault", ["delay", "timeoutAfterCommit"])
def test_sigterm_leaves_a_cancellation_its_patience(serve, front, fault):
    gateway = serve()
    mall, order = Mall(gateway, front), new_order()
    key = mall.buy(order)["key"]
    tid = mall.status(key)["tid"]
    gateway.fault("cancel", fault, 1, delay_ms=2000)
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(mall.cancel, order, tid)
        eventually(lambda: gateway.ledger()[key]["calls"]["cancel"] == 1, 10, "the PG is slow")
        assert gateway.stop() == 0, gateway.log()
        assert answer.result()[:2] == (200, "0000")


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM], ids=["SIGHUP", "SIGTERM"])
def test_a_demo_ends_and_leaves_nothing_behind(tmp_path, how):
    demo = subprocess.Popen(
        [BINARY, "demo"], env={**os.environ, "TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        for line in demo.stdout:
            if b"Ctrl-C" in line:
                break
        assert list(tmp_path.glob("pg-gateway-demo-*"))
        demo.send_signal(how)
        assert demo.wait(30) == 0
        assert not list(tmp_path.glob("pg-gateway-demo-*"))
    finally:
        demo.kill()


def test_an_operator_looks_at_payments_beside_serve(gateway, front):
    mall = Mall(gateway, front)
    order_id = new_order()
    key = mall.buy(order_id)["key"]
    (row,) = gateway.payments_of(order_id)
    assert (row["key"], row["state"], row["paid"], row["mall"], row["shop"]) == (key, "paid", 12000, "demomall", 1)
    assert key in gateway.run("payments", "list").stdout
    assert key in gateway.run("payments", "list", "--state", "paid").stdout
    assert key not in gateway.run("payments", "list", "--state", "declined").stdout
    for name in (key, key[:8], order_id):
        shown = gateway.run("payments", "show", name)
        assert shown.returncode == 0 and key in shown.stdout and order_id in shown.stdout
        assert "told: paid" in shown.stdout and "story" in shown.stdout
    verified = gateway.run("payments", "verify", key)
    words = f"{key}: paid\n  12000 KRW for order {order_id}, mall demomall, shop 1\n"
    assert (verified.returncode, verified.stdout) == (0, words)
    for command in ("show", "verify"):
        missing = gateway.run("payments", command, "20260519-9999999")
        assert missing.returncode == 1 and "20260519-9999999" in missing.stderr


def test_a_known_payment_is_not_decided_by_hand(gateway, front):
    key = Mall(gateway, front).buy()["key"]
    refused = gateway.run("payments", "resolve", key, "--as", "declined", "--by", "Kim", "--reason", "asked the PG")
    assert refused.returncode == 1 and "paid" in refused.stderr


def test_an_unknown_payment_is_decided_by_name_and_reason(gateway, front):
    mall = Mall(gateway, front)
    url = mall.open()
    gateway.fault("verify", "serverError", 1000)
    assert requests.get(press(url, "approve").headers["location"], allow_redirects=False, timeout=60).status_code == 303
    try:
        asked = gateway.run("payments", "verify", key_of(url))
        assert asked.returncode == 1 and "no clear answer" in asked.stderr
        decided = gateway.run(
            "payments", "resolve", key_of(url), "--as", "declined", "--by", "Kim", "--reason", "the PG's desk says so"
        )
        assert decided.returncode == 0, decided.stderr
        shown = gateway.run("payments", "show", key_of(url)).stdout
        assert "Kim" in shown and "the PG's desk says so" in shown
        assert key_of(url) in gateway.run("payments", "list", "--flagged").stdout
    finally:
        gateway.clear_faults()


@pytest.mark.parametrize(
    "amount, words", [("0", "is zero"), ("1e2", "is not a decimal number"), ("100.50", "has more decimal digits"), ("", "is not")]
)
def test_an_amount_that_is_none_is_wrong_use(gateway, front, amount, words):
    key = Mall(gateway, front).buy()["key"]
    answer = gateway.run("payments", "refund", key, "--amount", amount)
    assert answer.returncode == 64 and f"--amount {words}" in answer.stderr, answer.stderr


def test_a_refund_of_nothing_says_so(gateway, front):
    order_id = new_order()
    key = Mall(gateway, front).buy(order_id)["key"]
    which = f"  12000 KRW for order {order_id}, mall demomall, shop 1\n"
    for amount in ("2000", "10000"):
        done = gateway.run("payments", "refund", order_id, *(["--amount", amount] if amount == "2000" else []))
        assert (done.returncode, done.stdout) == (0, f"{key}: given back: {amount} KRW\n{which}"), done.stderr
    again = gateway.run("payments", "refund", key)
    assert (again.returncode, again.stderr) == (1, f"{key}: not given back: nothing remains to be given back\n{which}")


def test_an_order_number_of_two_malls_reaches_neither(serve, front):
    """Malls count their orders alike; what is meant for one must not reach the other's money."""
    gateway, order_id, keys = serve(), new_order(), {}
    assert gateway.stop() == 0
    malls = gateway.configuration["malls"]
    malls["othermall"] = copy.deepcopy(malls["demomall"])
    gateway.write()
    gateway.start()
    for name in ("demomall", "othermall"):
        mall = Mall(gateway, front)
        mall.partner_id = f"{name}:1:mock"
        keys[name] = mall.buy(order_id)["key"]
    decision = ["--as", "paid", "--by", "Kim", "--reason", "asked"]
    for command, more in (("refund", []), ("verify", []), ("resolve", decision)):
        answer = gateway.run("payments", command, order_id, *more)
        assert (answer.returncode, answer.stdout) == (1, ""), answer.stdout
        assert all(name in answer.stderr and key in answer.stderr for name, key in keys.items()), answer.stderr
    assert all(gateway.ledger()[key]["cancelled"] == 0 for key in keys.values())

    shown = gateway.run("payments", "show", order_id).stdout
    assert all(f"payment {key}" in shown for key in keys.values())
    done = gateway.run("payments", "refund", order_id, "--mall", "othermall")
    assert done.returncode == 0 and "mall othermall" in done.stdout, done.stderr
    assert [gateway.ledger()[key]["cancelled"] for key in keys.values()] == [0, 12000]
    missing = gateway.run("payments", "verify", order_id, "--mall", "thirdmall")
    assert missing.returncode == 1 and "in the mall thirdmall" in missing.stderr


def test_a_refund_nobody_knows_the_fate_of_is_decided_by_name_and_reason(gateway, front):
    mall, order_id = Mall(gateway, front), new_order()
    key = mall.buy(order_id)["key"]
    tid = mall.status(key)["tid"]
    gateway.fault("cancel", "serverError", 1000)
    try:
        assert mall.cancel(order_id, tid, "5000", ASYNCHRONOUS_CANCEL)[1] == "0000"
        shown = eventually(lambda: advised(gateway, key), 30, "the refund is unknown")
        (operation,) = re.findall(r"--cancellation ([a-z2-7]{32}) ", shown)
        for name, words in ((OPERATION, "no cancellation"), (operation, "")):
            decided = gateway.run(
                *("payments", "resolve", key, "--cancellation", name, "--as", "refused"),
                *("--by", "Kim", "--reason", "their desk says so"),
            )
            assert (decided.returncode, words in decided.stderr) == (1 if words else 0, True), decided.stderr
        (told,) = eventually(lambda: front.notices_of(order_id, "cancelnoty"), 30, "the mall is told")
        assert (told.fields["status"], told.fields["cancel_amount"]) == ("F", "0")
        story = gateway.run("payments", "show", key).stdout
        assert "Kim" in story and "their desk says so" in story and advised(gateway, key) is None
        assert gateway.payment_of(order_id)["reserved"] == 0
    finally:
        gateway.clear_faults()


def advised(gateway, key):
    """The payment's story, where it says what an operator can do."""
    shown = gateway.run("payments", "show", key).stdout
    return shown if "--cancellation" in shown else None


def test_lists_close_with_what_wants_a_persons_eye(gateway, front):
    Mall(gateway, front).buy()
    for command, form in (("payments", "unread, {} flagged"), ("notifications", "waiting, {} parked")):
        lines = gateway.run(command, "list").stdout.splitlines()
        pattern = r"\d+ listed; in all \d+ " + form.format(r"\d+")
        assert re.fullmatch(pattern, lines[-1]), lines[-1]
        json.loads(gateway.run(command, "list", "--json").stdout)


def test_a_terminal_gets_text_by_the_same_names(serve, front):
    gateway = serve()
    assert gateway.stop() == 0
    ours, theirs = pty.openpty()
    gateway.process = subprocess.Popen(
        [BINARY, "serve"], cwd=gateway.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    eventually(gateway.is_ready, 30, "it is ready")
    assert gateway.stop() == 0
    told = b""
    with contextlib.suppress(OSError):  # what a terminal says that nobody writes to any more
        while part := os.read(ours, 65536):
            told += part
    os.close(ours)
    (line, *_) = [line for line in told.decode().splitlines() if "path=/health/ready" in line]
    assert " request=" in line and "hb." not in line and not line.startswith("{"), line


def test_logs_are_json_lines_and_tell_no_secret(serve, front):
    gateway = serve()
    mall = Mall(gateway, front)
    buyer = {"buyer_name": "Hong Gildong-Logged", "buyer_email": "logged@example.com", "buyer_phone": "010-9876-5432"}
    fields = mall.fields(buyer_id="logged-member", **buyer)
    url = mall.post(fields).json()["payment_url"]
    click = press(url, "approve")
    requests.get(click.headers["location"], allow_redirects=False, timeout=60)
    status = mall.status(key_of(url))
    requests.get(f"{gateway.url}{CHECKOUT}/status?key={key_of(url)}", timeout=30)
    gateway.fault("verify", "serverError", 3)
    mall.buy(buyer_id="logged-member", **buyer)
    mall.post({**fields, "hash_data": "A" * 43 + "="})
    requests.get(f"{gateway.url}{CHECKOUT}/callback?key={'a' * 32}&secret=query-secret", timeout=30)
    requests.get(f"{gateway.url}/no/such/page?secret=query-secret", timeout=30)
    assert gateway.stop() == 0

    lines = gateway.log().splitlines()
    assert len(lines) > 10
    assert all({"time", "level", "message"} <= json.loads(line).keys() for line in lines)
    secrets = ["svc-test-key-0001", "demo-secret", "testClientSecret000001", fields["hash_data"], status["hash_data"]]
    secrets += [key_of(url), "query-secret", "A" * 43, "logged-member", "Cafe24=", "key=", *buyer.values()]
    for secret in secrets:
        assert secret not in gateway.log(), f"the log tells {secret}"
