"""``scale``: what is done for one log by many machines."""

from pathlib import Path

import click

from ...errors import TimelineError
from ...log import InFolder, without_password
from ...visible import quote
from ..session import Session, log_option, pass_session


@click.group("scale", short_help="Let Spark work on a very large log.")
def scale_command() -> None:
    """Let Spark work on a log that is too large for one machine; needs the extra spark, and a Java.

    \b
    timeline scale derive --to /shared/exported --master spark://host:7077
    """


@scale_command.command("derive", short_help="Write what the log says as Parquet, by Spark.")
@click.option("--to", "folder", metavar="DIR", required=True, help="Where to; all workers have to reach it.")
@click.option("--master", metavar="URL", help="Where Spark runs, such as spark://host:7077. [default: this machine]")
@log_option
@pass_session
def derive_command(session: Session, folder: str, master: str | None) -> None:
    """Write what the log says as rows in Parquet files, the same as `timeline index export`, by Spark.

    Workers read the log where it lies. The first time all of it is derived, later only the events of which a new entry
    tells. The chain of the log is not proved by that: `timeline verify` proves it.

    \b
    timeline scale derive --to exported
    timeline project --from-parquet exported --engine spark
    """
    from ...scale.spark.deriving import derive
    from ...scale.spark.session import spark_session

    if "://" in folder:
        raise TimelineError("Spark writes to a folder that all workers reach: name one, and copy it from there")
    log = session.log()
    if not isinstance(log, InFolder):
        at = without_password(session.location())
        raise TimelineError(
            f"{at} is no log in a folder, of which workers read the files: `timeline log copy {quote(at)} FOLDER` "
            "makes a copy, or brings one up to date"
        )
    with spark_session(master) as spark:
        made = derive(spark, log, Path(folder))
    click.echo(f"{folder}: {made.head.seq} entries, {sum(map(len, made.files.values()))} files")
