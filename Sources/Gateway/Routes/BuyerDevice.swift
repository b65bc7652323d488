import ProviderKit

/// What the buyer holds in the hand, as far as `User-Agent` tells.
enum BuyerDevice: Hashable, Sendable {
    case desktop, mobile
    /// A browser inside of an app, which opens no second window.
    case inApp

    init(userAgent: String?) {
        let agent = (userAgent ?? "").prefix(1024)
        if Self.apps.contains(where: agent.contains) {
            self = .inApp
        } else {
            self = Self.phones.contains(where: agent.contains) ? .mobile : .desktop
        }
    }

    /// Words by which the apps that Korean, Japanese and Chinese buyers shop in name their browsers; `; wv)` is
    /// Android's own for all of them.
    private static let apps = [
        "KAKAOTALK", "NAVER(inapp", "Line/", "Instagram", "FBAN", "FBAV", "MicroMessenger", "DaumApps", "; wv)",
    ]
    private static let phones = ["Mobi", "Android", "iPhone", "iPad", "iPod"]
}

extension CheckoutAction {
    /// The action for a device, never `byDevice` itself.
    func action(for device: BuyerDevice) -> CheckoutAction {
        guard case .byDevice(let desktop, let mobile, let inApp) = self else { return self }
        switch device {
        case .desktop: return desktop.action(for: device)
        case .mobile: return mobile.action(for: device)
        case .inApp: return inApp.action(for: device)
        }
    }
}
