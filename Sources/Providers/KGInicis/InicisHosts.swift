import ProviderKit

/// INICIS's hosts, or the one that stands in for all of them in a test: their paths are distinct.
struct InicisHosts: Sendable {
    let environment: ProviderEnvironment
    private let standIn: APIOrigin?

    init(_ environment: ProviderEnvironment, standIn: APIOrigin?) {
        self.environment = environment
        self.standIn = standIn
    }

    static let names: [ProviderEnvironment: [String]] = [
        .live: hosts(of: [.fc, .ks]) + ["iniapi.inicis.com"],
        .test: hosts(of: [.fc, .ks, .stg]) + ["stginiapi.inicis.com"],
    ]

    private static func hosts(of centres: [InicisCentre]) -> [String] {
        centres.map { "\($0.rawValue)stdpay.inicis.com" } + centres.map { "\($0.rawValue)mobile.inicis.com" }
    }

    /// The data centre of a return; `nil` for one that is none, or not of this environment.
    func centre(_ name: String?) -> InicisCentre? {
        guard let centre = name.flatMap(InicisCentre.init), centre != .stg || environment == .test else { return nil }
        return centre
    }

    /// The script of the payment window. It never comes from a stand-in: a page loads what the manifest names.
    var script: String {
        "https://\(environment == .live ? "" : "stg")stdpay.inicis.com/stdjs/INIStdPay.js"
    }

    /// Where a phone's browser posts its form.
    var mobileForm: String { mobilePay.address + "/smart/payment/" }

    var api: APIOrigin { origin(environment == .live ? "iniapi" : "stginiapi") }

    /// Where passes of a device are approved and undone.
    func origin(of pass: InicisPass) -> APIOrigin {
        switch pass.device {
        case .desktop: origin("\(pass.centre.rawValue)stdpay")
        case .mobile: origin("\(pass.centre.rawValue)mobile")
        }
    }

    private var mobilePay: APIOrigin { origin(environment == .live ? "mobile" : "stgmobile") }

    private func origin(_ name: String) -> APIOrigin {
        standIn ?? APIOrigin(scheme: "https", authority: "\(name).inicis.com")
    }
}

/// A data centre of INICIS, by the name that returns carry as `idc_name`.
enum InicisCentre: String, Hashable, Sendable, Codable {
    case fc, ks
    /// Staging.
    case stg
}
