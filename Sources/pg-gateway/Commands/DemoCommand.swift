import ArgumentParser
import Cafe24Sandbox
import Foundation
import Gateway
import Logging
import ProviderKit
import UnixSignals

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run gateway, mock payment company and a sandbox mall together, and buy something.",
        discussion: "Needs no account, no file and no network; keeps everything in a temporary folder. No money moves."
    )

    @Option(help: "The shop's port; any free one by default.")
    var port: Int?

    func validate() throws {
        guard let port, !(1...65_535).contains(port) else { return }
        throw ValidationError("--port must be from 1 to 65535")
    }

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pg-gateway-demo-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        let setup = try DemoSetup(folder: folder.path, shopPort: port)
        let logger = ProgramLog.logger(level: .warning)
        let gateway = try GatewayServer(configuration: try setup.configuration(), modules: modules, logger: logger)
        try await gateway.keep(setup.token(at: SystemClock().now()), of: DemoSetup.mallID)
        let mall = try SandboxMall(configuration: setup.mall, logger: logger) { _ in
            Standard.output.say(setup.welcome)
        }
        // A closed terminal ends the demo like Ctrl-C, so that its folder goes too.
        try await Program.run([gateway, mall], endedBy: [.sigterm, .sigint, .sighup], logger: logger)
    }
}
