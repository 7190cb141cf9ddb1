assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>4</completed>')
return true
