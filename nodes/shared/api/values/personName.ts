/** The attributes that EspoCRM makes the name of a person of. */
export const NAME_PARTS = ['firstName', 'middleName', 'lastName'];
