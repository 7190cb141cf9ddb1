// What Maven Central requires of a release: https://central.sonatype.org/publish/requirements/
import java.util.zip.ZipFile

def group = new File(basedir, 'target/deployed/io/github/nanoservice/nanoservice-maven-plugin')
def versions = group.listFiles({ it.directory } as FileFilter)
assert versions.length == 1
def version = versions[0].name
assert !version.endsWith('-SNAPSHOT')
def artifact = { suffix -> new File(versions[0], "nanoservice-maven-plugin-${version}${suffix}") }

['.jar', '.pom', '-sources.jar', '-javadoc.jar'].each {
    assert artifact(it).file
    assert artifact(it + '.sha1').file
    assert artifact(it + '.md5').file
}

def pom = new groovy.xml.XmlSlurper().parse(artifact('.pom'))
['groupId', 'artifactId', 'version', 'name', 'description', 'url'].each { assert pom[it].text() }
pom.licenses.license.with { assert it.name.text() && it.url.text() }
pom.developers.developer.with { assert it.name.text() && it.url.text() && it.organization.text() }
pom.scm.with { assert it.connection.text() && it.developerConnection.text() && it.url.text() }
pom.issueManagement.with { assert it.system.text() && it.url.text() }

def has = { suffix, name -> new ZipFile(artifact(suffix)).withCloseable { it.getEntry(name) != null } }
assert has('.jar', 'META-INF/maven/plugin.xml')
assert has('-sources.jar', 'io/github/nanoservice/mojo/GenerateMojo.java')
assert has('-javadoc.jar', 'io/github/nanoservice/mojo/GenerateMojo.html')

// The steps that were skipped are part of the profile.
def log = new File(basedir, 'build.log').text
assert log.contains(':sign (sign-artifacts)')
assert log.contains(':publish (publish-to-central)')
