/// What an authentication leaves in the browser's return: enough to approve it, and to undo the approval.
struct InicisPass: Hashable, Sendable, Codable {
    enum Device: String, Hashable, Sendable, Codable {
        case desktop, mobile
    }

    let device: Device
    let centre: InicisCentre
    /// `authToken` of the window, `P_TID` of the form.
    let token: String

    var approvalPath: String {
        switch device {
        case .desktop: "/api/payAuth"
        case .mobile: "/smart/payReq.ini"
        }
    }

    var netCancelPath: String {
        switch device {
        case .desktop: "/api/netCancel"
        case .mobile: "/smart/payNetCancel.ini"
        }
    }
}
