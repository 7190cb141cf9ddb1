// Copies what is compiled and packed, and gives the copy a version that Maven Central accepts.
import java.nio.file.Files

def project = basedir.toPath().resolve('../../..').normalize()
def checkout = basedir.toPath().resolve('checkout')
def copy = { file ->
    def target = checkout.resolve(project.relativize(file).toString())
    Files.createDirectories(target.parent)
    Files.copy(file, target)
}
project.resolve('src').eachDir { part ->
    if (!(part.fileName.toString() in ['it', 'test'])) {
        Files.walk(part).withCloseable { files -> files.filter(Files::isRegularFile).forEach(copy) }
    }
}
def pom = project.resolve('pom.xml').getText('UTF-8')
checkout.resolve('pom.xml').setText(pom.replaceFirst('-SNAPSHOT</version>', '</version>'), 'UTF-8')
