import ProviderKit
import Providers
import Testing

/// `settings.baseURL` is sent the merchant's secret key.
struct BaseURLTests {
    private static let modules = allProviders.map { $0.manifest.identifier }

    private func isRefused(_ address: String, module: String, environment: String = "test") -> Bool {
        let settings = #"{ "baseURL": "\#(address)" }"#
        let file = ConfiguredModule(module: module, environment: environment, settings: settings)
        return file.places.contains("providers.pg.settings.baseURL")
    }

    @Test(
        arguments: modules,
        [
            "http://pg.example", "http://10.0.0.1:9000", "http://127.evil.example", "http://127.0.0.1.evil.example",
            "http://0127.0.0.1", "http://localhost.example", "ftp://127.0.0.1", "http://127.0.0.1:9000/v1",
            "https://user@pg.example", "127.0.0.1:9000", "",
        ]
    )
    func aHostThatOthersCouldListenInOnIsRefused(module: String, address: String) {
        #expect(isRefused(address, module: module))
    }

    @Test(
        arguments: modules,
        [
            "https://pg.example", "https://pg.example:8443", "http://127.0.0.1:9000", "http://127.8.8.8",
            "http://localhost:9",
        ]
    )
    func aFakeOnThisMachineOrBehindTLSIsTakenInTestsOnly(module: String, address: String) {
        #expect(!isRefused(address, module: module))
        #expect(isRefused(address, module: module, environment: "live"))
    }
}
