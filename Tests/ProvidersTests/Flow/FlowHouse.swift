import AsyncHTTPClient
import Cafe24Sandbox
import Foundation
import Gateway
import Logging
import ProviderConformance
import ProviderFakes
import ProviderKit
import ServiceLifecycle

/// The whole house, running: mall, gateway and payment company, each behind a socket of its own.
struct FlowHouse: Sendable {
    let setup: FlowSetup
    let configuration: Configuration
    let fake: any FakePG
    let server: FakeServer
    let browser: HTTPClient

    /// Runs the house for as long as a story takes, then asks all services to stop.
    static func open(_ company: Company, _ story: @Sendable (FlowHouse) async throws -> Void) async throws {
        let setup = try FlowSetup(company)
        defer { try? FileManager.default.removeItem(at: setup.folder) }
        let configuration = try setup.configuration()
        let quiet = Logger(label: "flow") { _ in SwiftLogNoOpLogHandler() }
        let fake = company.makeFake(SystemClock())
        let server = FakeServer(fake)
        let services: [any Service] = [
            try GatewayServer(configuration: configuration, modules: [company.module], logger: quiet),
            try SandboxMall(configuration: setup.mall, logger: quiet),
            FakeService(server: server, port: setup.companyPort),
        ]
        let group = ServiceGroup(services: services, logger: quiet)
        try await HTTPClient.withHTTPClient(configuration: SandboxClient.httpConfiguration) { browser in
            let house = FlowHouse(
                setup: setup,
                configuration: configuration,
                fake: fake,
                server: server,
                browser: browser
            )
            async let running: Void = group.run()
            do {
                try await house.becomesReady()
                try await story(house)
            } catch {
                await group.triggerGracefulShutdown()
                try? await running
                throw error
            }
            await group.triggerGracefulShutdown()
            try await running
        }
    }

    private func becomesReady() async throws {
        for address in ["\(setup.gatewayURL)/health/ready", setup.mallURL, "http://127.0.0.1:\(setup.companyPort)/"] {
            try await eventually("\(address) answers") { (try? await get(address)) != nil }
        }
    }
}

/// The payment company among the services.
private struct FakeService: Service {
    let server: FakeServer
    let port: Int

    func run() async throws { try await server.run(port: port) { _ in } }
}

/// Looks again and again, until it is so or took too long.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(120),
    _ isSo: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while true {
        if try await isSo() { return }
        guard clock.now < end else { throw TookTooLong(what: what) }
        try await Task.sleep(for: .milliseconds(50))
    }
}

struct TookTooLong: Error, CustomStringConvertible {
    let what: String
    var description: String { "it never came to this: \(what)" }
}
