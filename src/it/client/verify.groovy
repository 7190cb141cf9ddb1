assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>12</completed>')
return true
