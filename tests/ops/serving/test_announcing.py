"""Names told over the loopback's multicast: nothing leaves this computer."""

from __future__ import annotations

import functools
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from zeroconf import AddressResolverIPv4, IPVersion, Zeroconf

from quizapp.config import LOCAL_NAMES
from quizapp.ops.serving.announcing import announce, main


@pytest.fixture
def join():
    """Join the network of this computer alone, as often as wanted."""
    joined = []

    def join():
        joined.append(Zeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only))
        return joined[-1]

    yield join
    with ThreadPoolExecutor(1) as pool:
        list(pool.map(Zeroconf.close, joined))


def address_of(network, name, longest_ms=30_000):
    asked = AddressResolverIPv4(f"{name}.")
    return asked.parsed_addresses() if asked.request(network, longest_ms) else None


def apart(test):
    """Run a test in a thread of its own: browser tests leave the main one an event loop, which zeroconf minds."""

    @functools.wraps(test)
    def run(*given, **named):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(test, *given, **named).result()

    return run


@pytest.mark.slow
@apart
def test_a_name_is_told_until_its_server_ends_and_the_next_one_gets_another(join):
    first, second = join(), join()
    name, other = announce(first, 8000, ["192.0.2.7"]), announce(second, 8000, ["192.0.2.8"])
    assert len({name, other} & set(LOCAL_NAMES)) == 2  # the first ones that no server of other tests has
    assert announce(second, 8001, ["192.0.2.7"]) == name  # another server of the first one's computer
    phone = join()
    assert [address_of(phone, one) for one in (name, other)] == [["192.0.2.7"], ["192.0.2.8"]]
    second.close()
    assert address_of(join(), other, longest_ms=1_000) is None


@pytest.mark.slow
@apart
def test_of_servers_that_start_at_once_each_gets_a_name_of_its_own(join):
    begun = [(join(), 8000, ["172.17.0.1", f"192.0.2.{number}"]) for number in (7, 8)]  # both have a bridge, too
    with ThreadPoolExecutor(len(begun)) as pool:
        names = list(pool.map(announce, *zip(*begun, strict=True)))
    assert len(set(names) & set(LOCAL_NAMES)) == len(begun)  # of five: all tests of names at once need no more
    phone = join()
    assert [set(address_of(phone, one)) for one in names] == [set(addresses) for _, _, addresses in begun]


@pytest.mark.slow
@apart
def test_a_process_holds_its_name_until_there_is_nothing_more_to_read(capsys):
    main(["8000", "127.0.0.1"], io.StringIO())
    assert capsys.readouterr().out.strip() in LOCAL_NAMES
