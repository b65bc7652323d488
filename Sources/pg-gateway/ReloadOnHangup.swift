import Gateway
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the file again at each SIGHUP, one after the other, and logs what came of it. It ends when the shutdown
/// begins.
struct ReloadOnHangup: Service {
    let file: ConfigurationOption
    let server: GatewayServer
    /// SIGHUP, which does nothing else as long as this is alive.
    let signals: UnixSignalsSequence
    let logger: Logger

    func run() async {
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do {
            let changes = try await server.reload(file.read())
            logger.notice("reloaded", metadata: ["file": "\(file.path)", "changes": "\(changes)"])
        } catch let faults as ConfigurationFaults {
            for fault in faults.faults { refuse("\(fault)") }
        } catch {
            refuse("\(error)")
        }
    }

    private func refuse(_ fault: String) {
        logger.error("not reloaded, nothing has changed", metadata: ["file": "\(file.path)", "fault": "\(fault)"])
    }
}
