// Copies what is compiled and packed, and gives the copy a version that Maven Central accepts.
import groovy.ant.AntBuilder

def project = new File(basedir, '../../..').canonicalFile
def checkout = new File(basedir, 'checkout')
new AntBuilder().copy(todir: checkout) {
    fileset(dir: project) {
        include(name: 'pom.xml')
        include(name: 'src/**')
        exclude(name: 'src/it/**')
        exclude(name: 'src/test/**')
    }
}
def pom = new File(checkout, 'pom.xml')
pom.setText(pom.getText('UTF-8').replaceFirst('-SNAPSHOT</version>', '</version>'), 'UTF-8')
