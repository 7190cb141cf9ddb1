import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def run = { module ->
    new JsonSlurper().parse(new File(basedir, "${module}/target/nanoservice-check/findings.sarif"), 'UTF-8').runs[0]
}

assert run('fit').results == []
assert run('fit').tool.driver.version == new XmlSlurper().parse(new File(basedir, 'pom.xml')).properties.'nanoservice.version'.text()

// Columns count code points: the globe is one code point, but two UTF-16 units.
def found = run('unfit').results.collect { result ->
    def location = result.locations[0].physicalLocation
    assert location.artifactLocation.uriBaseId == '%SRCROOT%'
    def region = location.region
    [result.ruleId, result.level, location.artifactLocation.uri, region?.startLine, region?.startColumn, region?.endColumn]
}
def measures = 'unfit/src/main/python/gr%C3%B6%C3%9Fe/measures.py'
assert found == [
    ['NS101', 'error', measures, 2, 1, 12],
    ['NS101', 'error', measures, 2, 14, 27],
    ['NS108', 'note', measures, 9, 1, 27],
]
assert !new File(basedir, 'target/nanoservice-check').exists()
