"""A Maven project that generates services of the sources below it, as users write one."""
from __future__ import annotations

from pathlib import Path

_PLUGIN = Path(__file__).resolve().parents[4] / "pom.xml"

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>{artifact}</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.nanoservice</groupId>
        <artifactId>nanoservice-maven-plugin</artifactId>
        <version>{version}</version>
        <executions>
          <execution>
            <goals>
              <goal>generate</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
"""


def write(directory: Path, artifact: str) -> Path:
    """Writes the `pom.xml` and returns the directory of the sources, which is there then."""
    version = _PLUGIN.read_text(encoding="utf-8").split("<version>", 1)[1].split("<", 1)[0]
    sources = directory / "src/main/python"
    sources.mkdir(parents=True)
    directory.joinpath("pom.xml").write_text(_POM.format(artifact=artifact, version=version), encoding="utf-8")
    return sources
