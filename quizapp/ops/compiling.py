"""The command that compiles all templates, for an installation into which its server may not write."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import click
from flask import Flask

from quizapp.web.compiled_templates import CompiledTemplates


@click.command("compile")
@click.pass_obj
def compile_templates(make_app: Callable[[], Flask]) -> None:
    """Compile all templates of pages: after installing, where the server may not write beside its own code.

    Where it may, each is compiled when it is first shown, and kept, and nobody needs this.
    """
    environment = make_app().jinja_env
    names, cache = environment.list_templates(extensions=["html"]), environment.bytecode_cache
    if isinstance(cache, CompiledTemplates):
        cache.keeps = True  # whatever PYTHONDONTWRITEBYTECODE says: it is what was asked for
        with contextlib.suppress(OSError):
            cache.clear()  # of templates that are no more, too
    for name in names:
        environment.get_template(name)
    if not (isinstance(cache, CompiledTemplates) and all(cache.holds(environment, name) for name in names)):
        raise click.ClickException("Nothing is kept: this account may not write where quizapp is installed.")
    click.echo(f"{len(names)} templates are compiled, and kept in {cache.directory}")
