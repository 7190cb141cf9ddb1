def answer = new File(basedir, 'build.log').readLines('UTF-8').find { it.startsWith('[2') }
assert new groovy.json.JsonSlurper().parseText(answer) == [2, '\u00e4\u00df\u20ac', [0, 0, false], 'here', false]
