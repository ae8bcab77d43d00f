"""quizapp language: the file in which somebody translates what pages say."""

from __future__ import annotations

import click

from quizapp.config import read_settings
from quizapp.locales import locale_of, tag_of
from quizapp.ops.languages.gathering import bring_up_to_date, sentences
from quizapp.web.languages import LanguageFileError, file_for, read_language, said_of_unfit


@click.command("language")
@click.argument("code")
def language(code: str) -> None:
    """Make the file in which what pages say is translated, or bring it up to this version; CODE is such as hy or pt-BR.

    Translate it with any editor of .po files, such as Poedit; what is not translated stays English. Set
    QUIZAPP_LANGUAGE to the code, and start the server anew.
    """
    locale = locale_of(code)
    if locale is None:
        raise click.BadParameter(f"“{code}” is no language such as hy, de or pt-BR.", param_hint="CODE")
    path = file_for(read_settings().data_dir, locale)
    try:
        bring_up_to_date(path, locale)
        spoken = read_language(path, locale)
    except LanguageFileError as error:
        raise click.ClickException(str(error)) from None
    click.echo(path)
    click.echo(f"{spoken.translated} of {len(sentences(locale))} sentences are in {locale.english_name}.", err=True)
    if spoken.unfit:
        click.echo(f"{said_of_unfit(spoken)}.", err=True)
    click.echo(f"Pages speak it once QUIZAPP_LANGUAGE is {tag_of(locale)} and the server is started anew.", err=True)
