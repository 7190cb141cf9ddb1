// Copies what is compiled and packed, and gives the copy a version that Maven Central accepts.
import java.nio.file.Files

def project = basedir.toPath().resolve('../../..').normalize()
def checkout = basedir.toPath().resolve('checkout')
project.resolve('src').toFile().eachDir { part ->
    if (!(part.name in ['it', 'test'])) {
        part.eachFileRecurse(groovy.io.FileType.FILES) { file ->
            def target = checkout.resolve(project.relativize(file.toPath()))
            Files.createDirectories(target.parent)
            Files.copy(file.toPath(), target)
        }
    }
}
def pom = project.resolve('pom.xml').toFile().getText('UTF-8')
checkout.resolve('pom.xml').toFile().setText(pom.replaceFirst('-SNAPSHOT</version>', '</version>'), 'UTF-8')
return true
