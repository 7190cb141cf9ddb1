import groovy.ant.AntBuilder

new AntBuilder().copy(todir: new File(basedir, 'with space and \u00fc')) {
    fileset(dir: basedir, includes: 'pom.xml, src/main/**')
}
