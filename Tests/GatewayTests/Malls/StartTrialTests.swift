import Foundation
import ProviderKit
import ProviderMock
import Testing

@testable import Gateway

/// What would keep `serve` from starting is a fault of the file.
struct StartTrialTests {
    private static func faults(_ change: (inout ConfigurationText) -> Void, _ edit: (String) -> String = { $0 })
        -> [ConfigurationFault]
    {
        var text = ConfigurationText()
        change(&text)
        let reader = ConfigurationReader(
            modules: [MockProvider.self, ScriptedProvider.self] as [any PaymentProvider.Type],
            environment: [:],
            readFile: { _ in nil }
        )
        do {
            _ = try reader.read(Array(edit(text.text).utf8))
            return []
        } catch {
            return error.faults
        }
    }

    @Test func aRightFileHasNoFaults() {
        #expect(Self.faults { _ in }.isEmpty)
    }

    @Test func aSettingThatAModuleRefusesIsAFaultThere() {
        let faults = Self.faults { $0.mockSettings = #"{ "approver": "nobody" }"# }
        #expect(faults.map(\.place) == ["providers.mock.settings.approver"])
        #expect(faults.first?.problem.contains("it must be provider or gateway") ?? false)
    }

    @Test(arguments: [
        ("postgres://gateway:hush@db.example/payments", "is PostgreSQL, which this build does not have yet"),
        ("sqlite:/no/such/folder/gateway.sqlite", "/no/such/folder, which is no folder"),
        ("sqlite:/tmp", "names a folder"),
        ("sqlite::memory:", "names no plain file"),
        ("sqlite:file:x?mode=memory", "names no plain file"),
    ])
    func aDatabaseThatCannotBeUsedIsAFault(database: String, words: String) {
        let faults = Self.faults({ _ in }) { $0.replacingOccurrences(of: "sqlite:unused.sqlite", with: database) }
        #expect(faults.map(\.place) == ["database"])
        #expect(faults.first?.problem.contains(words) ?? false)
        #expect(!(faults.first?.description.contains("hush") ?? true))
    }

    @Test(arguments: [
        ("", 1), (#""confirmCancellations": true, "#, 0), (#""allowedSources": ["203.0.113.0/24"], "#, 0),
    ])
    func cancellationsThatNobodyConfirmsAreWarnedOf(settings: String, count: Int) throws {
        let file = ConfigurationFixture.file.replacingOccurrences(of: #""clientID""#, with: settings + #""clientID""#)
        let warnings = try ConfigurationFixture.read(file).warnings
        #expect(warnings.count { $0.hasPrefix("cafe24: ") } == count)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "[]", 1), ("[::1]:8080", "[]", 1), ("127.0.0.1:8080", #"["127.0.0.1"]"#, 0),
        ("0.0.0.0:8080", "[]", 0),
    ])
    func aProxyThatIsNotNamedIsWarnedOf(listen: String, proxies: String, count: Int) throws {
        let file = ConfigurationFixture.file.replacingOccurrences(
            of: #""listen": "127.0.0.1:8080""#,
            with: "\"listen\": \"\(listen)\", \"trustedProxies\": \(proxies)"
        )
        let warnings = try ConfigurationFixture.read(file).warnings
        #expect(warnings.count { $0.hasPrefix("server.trustedProxies") } == count)
    }

    @Test func onLoopbackNothingIsWarnedOf() throws {
        #expect(try ConfigurationText().read().warnings.isEmpty)
    }
}
