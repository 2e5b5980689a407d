import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fillIn, folderOf, here, portsOf } from './places.mjs'
import { accepts, installFromDebian, isInstalled, run, startProcess } from './processes.mjs'

const JAVA = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.configurationFile=./log4j2.properties']
const CLUSTER_ID = 'MkU3OEVBNTcwNTJENDM2Qg'

/** Apache Kafka in KRaft mode: one broker that is its own controller. Needs Java 17. */
export const kafka = {
  name: 'kafka',
  variables: ({ port }) => ({ KAFKA_BROKERS: `127.0.0.1:${port}` }),

  install() {
    const folder = folderOf('kafka')
    copyFileSync(join(here, 'kafka/pom.xml'), join(folder, 'pom.xml'))
    if (existsSync(join(folder, 'libs')) && readdirSync(join(folder, 'libs')).some((jar) => jar.startsWith('kafka_2.13-4.4.0')))
      return
    if (!isInstalled('java')) installFromDebian('default-jre-headless')
    if (!isInstalled('mvn')) installFromDebian('maven')
    console.log(
      '  mvn dependency:copy-dependencies: org.apache.kafka:kafka_2.13:4.4.0 and what it needs (45 jars, 43 MB, from Maven Central)',
    )
    run('mvn', ['-B', '-q', '-ntp', 'dependency:copy-dependencies'], folder)
  },

  async start() {
    const folder = folderOf('kafka')
    const ports = await portsOf('kafka', ['port', 'controllerPort'])
    fillIn('kafka', 'server.properties', ports)
    copyFileSync(join(here, 'kafka/log4j2.properties'), join(folder, 'log4j2.properties'))
    if (!existsSync(join(folder, 'data/meta.properties'))) {
      const format = ['format', '-t', CLUSTER_ID, '-c', 'server.properties', '--ignore-formatted']
      run('java', ['-Xmx256m', ...JAVA, '-cp', 'libs/*', 'kafka.tools.StorageTool', ...format], folder)
    }
    // A class archive, written when the first broker ends in order, takes two thirds off the next start.
    const archive = existsSync(join(folder, 'app.jsa')) ? '-XX:SharedArchiveFile=./app.jsa' : '-XX:ArchiveClassesAtExit=./app.jsa'
    await startProcess('kafka', {
      command: 'java',
      args: ['-Xms160m', '-Xmx160m', ...JAVA, archive, '-cp', 'libs/*', 'kafka.Kafka', 'server.properties'],
      ports,
      ready: async (output) => output.includes('Kafka Server started') && (await accepts(ports.port)),
      withinMs: 60_000,
    })
  },
}
