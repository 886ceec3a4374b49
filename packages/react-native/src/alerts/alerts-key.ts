/** Where the tabs of a person agree about sounds. */
export const alertsKey = (user_id: string): string => `jobline.alerts.${user_id}`
